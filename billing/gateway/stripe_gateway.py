"""Stripe, behind the words Kith uses."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import cache
from typing import Any

import stripe
from django.conf import settings

from billing.gateway import answers, readings, webhooks
from billing.gateway.amounts import incoming, outgoing
from billing.gateway.disputes import Disputes
from billing.gateway.keys import keyed as _keyed
from billing.gateway.lookups import Lookups
from billing.gateway.paging import each, patiently
from billing.gateway.saved_cards import FEE, PAGE, SavedCards, payer
from billing.gateway.translation import translated
from kith.money import Money

RETRIES = 2
CONNECT_AND_READ_SECONDS = (3.0, 20.0)
REASONS = ("duplicate", "fraudulent", "requested_by_customer")


class Gateway(SavedCards, Disputes, Lookups):
    """
    Every call to Stripe that Kith makes.

    Each call that changes something takes the caller's own `key`, kept before the call:
    the client's automatic one is gone when the process is. Any call may raise CardDeclined,
    BalanceTooLow or GatewayRefused (certain: nothing happened), GatewayBusy (later, same
    key) or GatewayUncertain (same key, or look).
    """

    def __init__(
        self,
        *,
        secret_key: str,
        api_base: str = "",
        timeout: tuple[float, float] = CONNECT_AND_READ_SECONDS,
        retries: int = RETRIES,
    ) -> None:
        # Another address than Stripe's is one of ours: no proxy of the environment comes between.
        proxy: Any = {"http": "", "https": ""} if api_base else None
        # Said aloud: the client retries nothing and waits 80 seconds unless it is told.
        self._client = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base} if api_base else {},
            max_network_retries=retries,
            http_client=stripe.RequestsClient(timeout=timeout, proxy=proxy),
        ).v1

    def create_checkout(
        self,
        *,
        key: str,
        amount: Money,
        label: str,
        reference: str,
        customer_email: str,
        success_url: str,
        cancel_url: str,
        expires_at: datetime,
        merchant: str = "",
        locale: str = "auto",
        group: str = "",
        metadata: Mapping[str, str] | None = None,
        keeps_card: bool = False,
        customer: str = "",
    ) -> answers.Checkout:
        """
        Open a hosted page where one amount can be paid, 30 minutes to 24 hours long.

        With `keeps_card` the card that pays is kept for the customer, a new one where none
        is named: it may be charged later when nobody is there.
        """
        kept = dict(metadata or {})
        payment: dict[str, Any] = {"description": label, "metadata": kept}
        if group:
            payment["transfer_group"] = group
        if keeps_card:
            payment["setup_future_usage"] = "off_session"
        params: Any = {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": amount.currency.lower(),
                        "unit_amount": outgoing(amount),
                        "product_data": {"name": label},
                    },
                }
            ],
            "client_reference_id": reference,
            "success_url": success_url,
            "cancel_url": cancel_url,
            "expires_at": int(expires_at.timestamp()),
            "locale": locale,
            "metadata": kept,
            "payment_intent_data": payment,
        }
        params |= payer(customer, customer_email, merchant, keeps_card=keeps_card)
        with translated():
            raw = self._client.checkout.sessions.create(params, _keyed(key))
        return readings.checkout(raw.to_dict())

    def retrieve_checkout(self, checkout_id: str) -> answers.Checkout:
        """Return a hosted page as it stands now."""
        with translated():
            raw = self._client.checkout.sessions.retrieve(checkout_id, {"expand": ["setup_intent"]})
        return readings.checkout(raw.to_dict())

    def expire_checkout(self, *, key: str, checkout_id: str) -> answers.Checkout:
        """Close a hosted page before its time, so that it cannot be paid any more."""
        with translated():
            raw = self._client.checkout.sessions.expire(checkout_id, {}, _keyed(key))
        return readings.checkout(raw.to_dict())

    def retrieve_payment(self, payment_intent: str) -> answers.PaymentAnswer:
        """Return a payment with its charge and what that cost."""
        with translated():
            raw = self._client.payment_intents.retrieve(payment_intent, {"expand": FEE})
        return readings.payment(raw.to_dict())

    def refund(
        self,
        *,
        key: str,
        payment_intent: str,
        amount: Money,
        reason: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> answers.RefundAnswer:
        """Give a payment back, or a part of it; a reason in other words goes to its notes."""
        notes = dict(metadata or {})
        params: Any = {"payment_intent": payment_intent, "amount": outgoing(amount)}
        if reason in REASONS:
            params["reason"] = reason
        elif reason:
            notes["reason"] = reason[:500]
        params["metadata"] = notes
        with translated():
            raw = self._client.refunds.create(params, _keyed(key))
        return readings.refund(raw.to_dict())

    def find_refunds(self, *, payment_intent: str) -> list[answers.RefundAnswer]:
        """Return everything that was given back of a payment, newest first."""
        with translated():
            page = self._client.refunds.list({"payment_intent": payment_intent, "limit": PAGE})
            return [readings.refund(raw.to_dict()) for raw in each(page)]

    def create_recipient(self, *, key: str, email: str, country: str, name: str) -> str:
        """Open an account for somebody who is to be paid; return its id."""
        with translated():
            raw = self._client.accounts.create(
                {
                    "country": country,
                    "email": email,
                    "business_profile": {"name": name},
                    "capabilities": {"transfers": {"requested": True}},
                    "controller": {
                        "fees": {"payer": "application"},
                        "losses": {"payments": "application"},
                        "requirement_collection": "stripe",
                        "stripe_dashboard": {"type": "express"},
                    },
                },
                _keyed(key),
            )
        return raw.id

    def onboarding_link(self, *, account_id: str, return_url: str, refresh_url: str) -> str:
        """Return an address that opens once, within minutes; neither store nor log it."""
        with translated():
            raw = self._client.account_links.create(
                {
                    "account": account_id,
                    "type": "account_onboarding",
                    "return_url": return_url,
                    "refresh_url": refresh_url,
                }
            )
        return raw.url

    def recipient_state(self, account_id: str) -> answers.RecipientState:
        """Return whether somebody can be paid now."""
        with translated():
            raw = self._client.accounts.retrieve(account_id)
        return readings.recipient(raw.to_dict())

    def transfer(
        self,
        *,
        key: str,
        amount: Money,
        account_id: str,
        group: str,
        metadata: Mapping[str, str] | None = None,
    ) -> answers.TransferAnswer:
        """Send money from the platform's balance to a recipient."""
        with translated():
            raw = self._client.transfers.create(
                {
                    "amount": outgoing(amount),
                    "currency": amount.currency.lower(),
                    "destination": account_id,
                    "transfer_group": group,
                    "metadata": dict(metadata or {}),
                },
                _keyed(key),
            )
        return readings.transfer(raw.to_dict())

    def reverse_transfer(
        self,
        *,
        key: str,
        transfer_id: str,
        amount: Money,
        metadata: Mapping[str, str] | None = None,
    ) -> answers.ReversalAnswer:
        """Take a transfer back, or a part of it, while the recipient's balance covers it."""
        with translated():
            raw = self._client.transfers.reversals.create(
                transfer_id,
                {"amount": outgoing(amount), "metadata": dict(metadata or {})},
                _keyed(key),
            )
        return readings.reversal(raw.to_dict())

    def find_reversals(self, *, transfer_id: str) -> list[answers.ReversalAnswer]:
        """Return everything that was taken back of a transfer, newest first."""
        with translated():
            page = self._client.transfers.reversals.list(transfer_id, {"limit": PAGE})
            return [readings.reversal(raw.to_dict()) for raw in each(page)]

    def retrieve_transfer(self, transfer_id: str) -> answers.TransferAnswer:
        """Return a transfer as it stands now."""
        with translated():
            raw = self._client.transfers.retrieve(transfer_id)
        return readings.transfer(raw.to_dict())

    def find_transfers(self, *, group: str) -> list[answers.TransferAnswer]:
        """Return every transfer of a group, newest first."""
        with translated():
            page = self._client.transfers.list({"transfer_group": group, "limit": PAGE})
            return [readings.transfer(raw.to_dict()) for raw in each(page)]

    def balance(self, currency: str) -> Money:
        """Return what the platform may spend now."""
        return self._balance(currency, "available")

    def pending_balance(self, currency: str) -> Money:
        """Return what is the platform's but cannot be spent yet."""
        return self._balance(currency, "pending")

    def recipient_balance(self, account_id: str, currency: str) -> Money:
        """Return what a recipient holds and could give back now."""
        return self._balance(currency, "available", account_id)

    def _balance(self, currency: str, part: str, account_id: str = "") -> Money:
        options: Any = {"stripe_account": account_id} if account_id else {}
        with translated():
            raw = self._client.balance.retrieve({}, options).to_dict()
        found = [one["amount"] for one in raw[part] if one["currency"] == currency.lower()]
        return incoming(sum(found), currency)

    def balance_transactions(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        source: str = "",
        kind: str = "",
    ) -> list[answers.BalanceEntry]:
        """Return the movements on the platform's balance from `since` to before `until`."""
        params: Any = {"limit": PAGE, "expand": ["data.source"]}
        if created := _span(since, until):
            params["created"] = created
        if source:
            params["source"] = source
        if kind:
            params["type"] = kind
        with translated():
            page = patiently(lambda: self._client.balance_transactions.list(params))
            return [readings.balance_entry(raw.to_dict()) for raw in each(page)]

    def events(self, *, since: datetime, types: tuple[str, ...] = ()) -> Iterator[Any]:
        """Yield the events since a moment, newest first; the processor keeps thirty days."""
        params: Any = {"limit": PAGE, "created": {"gte": int(since.timestamp())}}
        if types:
            params["types"] = list(types)
        with translated():
            page = patiently(lambda: self._client.events.list(params))
            for raw in each(page):
                yield readings.fact(raw.to_dict())

    @staticmethod
    def read_webhook(
        *, body: bytes, signature: str, secret: str, received_at: datetime | None = None
    ) -> answers.WebhookFact:
        """
        Return the event in a body that was signed with our secret.

        :raises WebhookRefused: too large, wrongly signed, too old, too early or unreadable
        """
        return webhooks.read_webhook(
            body=body, signature=signature, secret=secret, received_at=received_at
        )


def _span(since: datetime | None, until: datetime | None) -> dict[str, int]:
    span = {}
    if since:
        span["gte"] = int(since.timestamp())
    if until:
        span["lt"] = int(until.timestamp())
    return span


@cache
def _gateway(secret_key: str, api_base: str) -> Gateway:
    return Gateway(secret_key=secret_key, api_base=api_base)


_answering: ContextVar[Gateway | None] = ContextVar("gateway_answering", default=None)


@contextmanager
def answering_for_gateway(other: Any) -> Iterator[None]:
    """Let another one, with the calls that are needed, answer until the block ends."""
    before = _answering.set(other)
    try:
        yield
    finally:
        _answering.reset(before)


def gateway() -> Gateway:
    """Return the gateway that the settings name; an empty base means Stripe itself."""
    if (other := _answering.get()) is not None:
        return other
    return _gateway(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)
