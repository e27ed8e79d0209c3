"""Which address does what."""

import re
from collections.abc import Callable

from outside.stripe.calls import ApiError, Call, Reply
from outside.stripe.control import CONTROL
from outside.stripe.desk import DESK
from outside.stripe.pages import checkout, onboarding
from outside.stripe.pipeline import Act, answer
from outside.stripe.resources import (
    accounts,
    charges,
    customers,
    disputes,
    events,
    intents,
    links,
    money,
    payouts,
    refunds,
    sessions,
    setups,
    transfers,
)
from outside.stripe.world import World

type Door = Callable[[World, Call], Reply]

API: dict[str, Act] = {
    "POST /v1/checkout/sessions": setups.open_session,
    "GET /v1/checkout/sessions": sessions.list_sessions,
    "GET /v1/checkout/sessions/*": sessions.retrieve_session,
    "POST /v1/checkout/sessions/*/expire": sessions.expire_session,
    "POST /v1/payment_intents": intents.create_intent,
    "GET /v1/payment_intents": intents.list_intents,
    "GET /v1/payment_intents/*": intents.retrieve_intent,
    "POST /v1/payment_intents/*/confirm": intents.confirm_intent,
    "POST /v1/payment_intents/*/cancel": intents.cancel_intent,
    "POST /v1/customers": customers.create_customer,
    "GET /v1/customers/*": customers.retrieve_customer,
    "GET /v1/payment_methods": customers.list_methods,
    "GET /v1/payment_methods/*": customers.retrieve_method,
    "POST /v1/payment_methods/*/attach": customers.attach_method,
    "POST /v1/payment_methods/*/detach": customers.detach_method,
    "GET /v1/charges": charges.list_charges,
    "GET /v1/charges/*": charges.retrieve_charge,
    "GET /v1/disputes": disputes.list_disputes,
    "GET /v1/disputes/*": disputes.retrieve_dispute,
    "POST /v1/disputes/*": disputes.update_dispute,
    "POST /v1/disputes/*/close": disputes.close_dispute,
    "POST /v1/refunds": refunds.create_refund,
    "GET /v1/refunds": refunds.list_refunds,
    "GET /v1/refunds/*": refunds.retrieve_refund,
    "POST /v1/accounts": accounts.create_account,
    "GET /v1/accounts": accounts.list_accounts,
    "GET /v1/accounts/*": accounts.retrieve_account,
    "POST /v1/accounts/*": accounts.update_account,
    "POST /v1/account_links": links.create_link,
    "POST /v1/transfers": transfers.create_transfer,
    "GET /v1/transfers": transfers.list_transfers,
    "GET /v1/transfers/*": transfers.retrieve_transfer,
    "POST /v1/transfers/*/reversals": transfers.create_reversal,
    "GET /v1/transfers/*/reversals": transfers.list_reversals,
    "GET /v1/transfers/*/reversals/*": transfers.retrieve_reversal,
    "GET /v1/balance": money.balance,
    "GET /v1/balance_transactions": money.list_balance_transactions,
    "GET /v1/balance_transactions/*": money.retrieve_balance_transaction,
    "POST /v1/payouts": payouts.create_payout,
    "GET /v1/payouts": payouts.list_payouts,
    "GET /v1/payouts/*": payouts.retrieve_payout,
    "GET /v1/events": events.list_events,
    "GET /v1/events/*": events.retrieve_event,
}
PAGES: dict[str, Door] = {
    "GET /c/pay/*": checkout.show,
    "POST /c/pay/*": checkout.submit,
    "GET /c/proof/*": checkout.show_proof,
    "POST /c/proof/*": checkout.submit_proof,
    "GET /connect/setup/*": onboarding.enter,
    "GET /connect/session/*": onboarding.show,
    "POST /connect/session/*": onboarding.submit,
}


def _pattern(route: str) -> re.Pattern[str]:
    return re.compile(re.escape(route).replace(r"\*", "([^/]+)"))


def _api(act: Act) -> Door:
    return lambda world, call: answer(world, call, act)


ROUTES: list[tuple[re.Pattern[str], Door]] = [
    (_pattern(route), door)
    for route, door in (
        *((route, _api(act)) for route, act in API.items()),
        *PAGES.items(),
        *CONTROL.items(),
        *DESK.items(),
    )
]


def door_of(method: str, path: str) -> tuple[Door, tuple[str, ...]]:
    """Return who answers an address, and the ids in it."""
    for pattern, door in ROUTES:
        if match := pattern.fullmatch(f"{method} {path}"):
            return door, match.groups()
    return _nothing, ()


def _nothing(_world: World, call: Call) -> Reply:
    return ApiError(f"Unrecognized request URL ({call.method}: {call.path}).", status=404).reply(
        call.request_id
    )
