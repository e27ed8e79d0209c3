"""
Who may pass each door of Kith: the one table of it.

A new address is written here before it is served: until then a test fails. Every parameter of an
address says which object it names (`line_id="line"`, made in `world.py`), or that it names none
(`theme=word("dark")`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from tests.isolation.walk import NETWORK, SHOP


class Door(StrEnum):
    """How somebody is let through."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    PERMISSION = "permission"
    # Whoever knows what nobody can guess.
    TOKEN = "token"
    # Machines that sign what they send.
    SIGNED = "signed"
    # What watches the house; tells nothing of anybody.
    PROBE = "probe"


class Word(str):
    """A parameter that names no object: a choice, a digest, a search."""


word = Word


@dataclass(frozen=True)
class Route:
    """One door: who passes, by which methods, and what its parameters name."""

    door: Door
    methods: frozenset[str]
    names: dict[str, str] = field(default_factory=dict)
    permission: str = ""
    # What a stranger may do at a door that is otherwise for those signed in.
    open_methods: frozenset[str] = frozenset()
    # Refuses what it is not asked in its own words, where a page passes it over.
    is_api: bool = False

    @property
    def ids(self) -> dict[str, str]:
        """The parameters that name an object."""
        return {key: noun for key, noun in self.names.items() if not isinstance(noun, Word)}

    @property
    def declared(self) -> str | None:
        """What the view must say of itself."""
        if self.door is Door.SIGNED_IN:
            return "signed-in"
        return self.permission or None


def _route(door: Door, methods: str, names: dict[str, str], permission: str = "") -> Route:
    return Route(door, frozenset(methods.split()), names, permission)


def anyone(methods: str = "GET", **names: str) -> Route:
    return _route(Door.ANYONE, methods, names)


def signed_in(methods: str = "GET", **names: str) -> Route:
    return _route(Door.SIGNED_IN, methods, names)


def may(permission: str, methods: str = "GET", **names: str) -> Route:
    return _route(Door.PERMISSION, methods, names, permission)


def token(methods: str = "GET", **names: str) -> Route:
    return _route(Door.TOKEN, methods, names)


def api(methods: str = "GET", open_to: str = "", **names: str) -> Route:
    """A resource of the API: what is not open asks who it is."""
    door = Door.ANYONE if "GET" in open_to.split() else Door.SIGNED_IN
    return replace(
        _route(door, methods, names), open_methods=frozenset(open_to.split()), is_api=True
    )


def signed() -> Route:
    return _route(Door.SIGNED, "POST", {})


def probe() -> Route:
    return _route(Door.PROBE, "GET", {})


BOTH = "GET POST"

# The same on the network's host and on every shop's.
EVERYWHERE = {
    "account-join": signed_in(BOTH),
    "account-encourager": anyone(),
    "account_login": anyone(BOTH),
    "account_logout": anyone(BOTH),
    "account_inactive": anyone(),
    "account_signup": anyone(BOTH),
    "account_reauthenticate": signed_in(BOTH),
    "account_email": signed_in(BOTH),
    # These four go on with a sign-in that was begun, and show nothing without one.
    "account_email_verification_sent": anyone(BOTH),
    "account_confirm_login_code": anyone(BOTH),
    "mfa_authenticate": anyone(BOTH),
    "account_reset_password_from_key_done": anyone(),
    "account_change_password": signed_in(BOTH),
    "account_set_password": signed_in(BOTH),
    "account_reset_password": anyone(BOTH),
    "account_reset_password_done": anyone(),
    "account_reset_password_from_key": token(BOTH, uidb36="password_uid", key="password_key"),
    "mfa_index": signed_in(),
    "mfa_reauthenticate": signed_in(BOTH),
    "mfa_activate_totp": signed_in(BOTH),
    "mfa_deactivate_totp": signed_in(BOTH),
    "mfa_view_recovery_codes": signed_in(),
    "mfa_generate_recovery_codes": signed_in(BOTH),
    "mfa_download_recovery_codes": signed_in(),
    "mfa_list_webauthn": signed_in(),
    "mfa_login_webauthn": anyone(BOTH),
    "mfa_add_webauthn": signed_in(BOTH),
    "mfa_reauthenticate_webauthn": signed_in(BOTH),
    "mfa_remove_webauthn": signed_in(BOTH, pk="passkey"),
    "mfa_edit_webauthn": signed_in(BOTH, pk="passkey"),
    "set_language": anyone("POST"),
    "my-profile": signed_in(BOTH),
    "my-sessions-end": signed_in("POST"),
    "ui-stylesheet": anyone("GET HEAD", digest=word("000000000000")),
    "ui-script": anyone("GET HEAD", digest=word("000000000000")),
    # The address is the tokens themselves, so it holds nothing that is kept anywhere.
    "ui-brand": anyone("GET HEAD", digest=word("00000000"), name=word("1d5c4b.ffffff")),
    "ui-mark": anyone("GET HEAD"),
    "ui-theme": anyone("GET HEAD", theme=word("dark")),
    "ui-language": anyone("GET HEAD", language=word("es")),
}

PUBLIC = {
    "livez": probe(),
    "readyz": probe(),
    "statusz": probe(),
    "directory": anyone(),
    "about": anyone(),
    "network-callback": signed(),
    "webhooks-stripe": signed(),
    "webhooks-stripe-connect": signed(),
    # The menus of both hosts lead to it; here it leads on to the person's path.
    "my-home": anyone(),
    "my-path": signed_in(),
    "my-path-answer": signed_in("POST", question_id="question"),
    "my-referrals": signed_in(),
    "my-earnings": signed_in(),
    # A GET is the payment processor sending back somebody whose link was used up.
    "my-earnings-onboarding": signed_in("POST"),
    "my-statement": signed_in(number="own_statement"),
}

STAFF = {
    "staff-home": may("staff.read"),
    "staff-tenants": may("tenants.read"),
    "staff-tenant": may("tenants.read", tenant_id="tenant"),
    "staff-tenant-suspension": may("tenants.suspend", "POST", tenant_id="tenant"),
    "staff-tenant-resumption": may("tenants.suspend", "POST", tenant_id="tenant"),
    "staff-catalog": may("catalog.import"),
    "staff-catalog-imports": may("catalog.import", "POST"),
    "staff-catalog-confirmation": may("catalog.import", "POST"),
    "staff-numbers": may("numbers.edit"),
    "staff-number-ranges": may("numbers.edit", "POST"),
    "staff-sims": may("numbers.edit", "POST"),
    "staff-network-tasks": may("network-tasks.edit"),
    "staff-network-task-outcome": may("network-tasks.edit", "POST", task_id="task"),
    "staff-invoice-line": may("invoices.read", tenant_id="tenant", line_id="invoice_line"),
    "staff-runs": may("runs.read"),
    "staff-run-open": may("runs.open", BOTH),
    "staff-run": may("runs.read", number="run"),
    "staff-run-progress": may("runs.read", number="run"),
    "staff-run-release": may("runs.release", "POST", number="run"),
    "staff-intent-retry": may("runs.release", "POST", intent_id="intent"),
    "staff-statement": may("runs.read", number="statement"),
    "staff-payees": may("payees.read"),
    "staff-payee": may("payees.read", payee_id="payee"),
    "staff-payee-reversals": may("clawbacks.recover", "POST", payee_id="payee"),
    "staff-payee-write-offs": may("clawbacks.recover", "POST", payee_id="payee"),
    "staff-reversal": may("payees.read", reversal_id="reversal"),
    "staff-write-off-approval": may("clawbacks.recover", "POST", write_off_id="write_off"),
    "staff-books": may("books.read"),
    "staff-books-day": may("books.read", day="reconciled_day"),
    "staff-books-matching": may("books.reconcile", "POST", day="reconciled_day"),
    "staff-difference-explanation": may("books.reconcile", "POST", difference_id="difference"),
    "staff-movement": may("invoices.read", tenant_id="tenant", reference="payment_reference"),
    "staff-webhooks": may("webhooks.replay"),
    "staff-webhook-replay": may("webhooks.replay", "POST", webhook_id="webhook"),
    "staff-letters": may("letters.replay"),
    "staff-letter-replay": may("letters.replay", "POST", delivery_id="delivery"),
    "staff-cases": may("cases.decide"),
    "staff-case": may("cases.decide", case_id="case"),
    "staff-case-progress": may("cases.decide", case_id="case"),
    "staff-case-retry": may("cases.decide", "POST", case_id="case"),
    "staff-case-signature": may("cases.decide", "POST", case_id="case"),
    "staff-case-refusal": may("cases.decide", "POST", case_id="case"),
    "staff-case-questions": may("cases.decide", "POST", case_id="case"),
    "staff-programme": may("staff.read"),
    "staff-programme-new": may("programme.edit", BOTH),
    "staff-referrals": may("referrals.decide"),
    "staff-referral-release": may("referrals.decide", "POST", referral_id="referral"),
}

STOREFRONT = {
    "shop-home": anyone(),
    "shop-offer": anyone(code="offer"),
    "shop-logo": anyone(name="logo"),
    "order-start": anyone(BOTH, code="offer"),
    # Looks for people while somebody types; the offer only lends it an address.
    "order-encourager": anyone(code=word("any")),
    "order-status": token(token="order_token"),
    "order-payment": token("POST", token="order_token"),
    "order-cancellation": token("POST", token="order_token"),
    "shop-join": token(BOTH, token="invitation"),
    # A person's code is theirs on the whole network, and leads into whatever shop it is used at.
    "shop-by-code": anyone(code=word("nobody")),
    "my-home": signed_in(),
    "my-orders": signed_in(),
    "my-line": signed_in(line_id="line"),
    "my-line-suspension": signed_in("POST", line_id="line"),
    "my-line-sim": signed_in(BOTH, line_id="line"),
    "my-card": signed_in(),
    "my-card-replacement": signed_in("POST"),
    "my-card-removal": signed_in("POST"),
    "my-invoices": signed_in(),
    "my-invoice": signed_in(number="invoice"),
    "my-invoice-pdf": signed_in(number="invoice"),
    "my-invoice-payment": signed_in("POST", number="invoice"),
    "my-tokens": signed_in(BOTH),
    "my-token-revocation": signed_in("POST", token_id="access_token"),
}

API = {
    "api-docs": anyone("GET HEAD"),
    "api-schema": anyone("GET HEAD"),
    # Answers for what is no resource, whatever is asked.
    "api-nothing-here": anyone("GET POST PUT PATCH DELETE"),
    "api-product-offering-list": api(open_to="GET"),
    "api-product-offering": api(open_to="GET", id="offer"),
    "api-product-offering-price-list": api(open_to="GET"),
    "api-product-offering-price": api(open_to="GET", id="offer"),
    # A guest orders too; whose orders they are is asked of who reads them.
    "api-product-order-list": api(BOTH, open_to="POST"),
    "api-product-order": api(id="order"),
    "api-product-list": api(),
    "api-product": api(id="line"),
    "api-customer-bill-list": api(),
    "api-customer-bill": api(id="bill"),
    "api-applied-customer-billing-rate-list": api(),
    "api-applied-customer-billing-rate": api(id="invoice_line"),
}

DESK = {
    "desk-home": may("desk.read"),
    "desk-share": may("desk.read"),
    "desk-share-qr": may("desk.read", form=word("svg")),
    "desk-setup": may("settings.edit"),
    "desk-setup-words": may("settings.edit", "POST"),
    "desk-setup-payouts": may("payouts.edit", "POST"),
    "desk-setup-payouts-state": may("settings.edit"),
    "desk-setup-shared": may("settings.edit", "POST"),
    "desk-circle": may("circle.invite", BOTH),
    "desk-circle-ring": may("circle.invite", "POST"),
    "desk-invitation-withdrawal": may("circle.invite", "POST", token="invitation"),
    "desk-invitation-renewal": may("circle.invite", "POST", token="invitation"),
    "desk-settings": may("settings.edit", BOTH),
    "desk-brand": may("brand.edit", BOTH),
    "desk-brand-preview": may("brand.edit", "POST"),
    "desk-logo": may("brand.edit", "POST"),
    "desk-domain": may("domains.claim", BOTH),
    "desk-domain-proof": may("domains.claim", "POST", domain_id="domain"),
    "desk-team": may("team.read"),
    "desk-offers": may("offers.read"),
    "desk-offer-pick": may("offers.publish"),
    "desk-offer-new": may("offers.publish", BOTH),
    "desk-offer-margin": may("offers.publish"),
    "desk-offer": may("offers.publish", BOTH, code="offer"),
    "desk-offer-publication": may("offers.publish", "POST", code="offer"),
    "desk-offer-withdrawal": may("offers.publish", "POST", code="offer"),
    "desk-offer-restoration": may("offers.publish", "POST", code="offer"),
    "desk-offer-discarding": may("offers.publish", "POST", code="offer"),
    "desk-offer-place": may("offers.publish", "POST", code="offer"),
    "desk-orders": may("orders.read"),
    "desk-orders-export": may("orders.read"),
    "desk-order": may("orders.read", order_id="order"),
    "desk-order-posting": may("orders.fulfil", "POST", order_id="order"),
    "desk-lines": may("customers.read"),
    "desk-invoices": may("invoices.read"),
    "desk-invoices-csv": may("invoices.read"),
    "desk-invoice": may("invoices.read", number="invoice"),
    "desk-invoice-pdf": may("invoices.read", number="invoice"),
    "desk-invoice-refunds": may("invoices.refund", "POST", number="invoice"),
    "desk-earnings": may("earnings.read"),
    "desk-earnings-onboarding": may("payouts.edit", "POST"),
    "desk-statement": may("earnings.read", number="statement"),
    "desk-statement-csv": may("earnings.read", number="statement"),
    "desk-statement-pdf": may("earnings.read", number="statement"),
}

ROUTES: dict[str, dict[str, Route]] = {
    NETWORK: {**EVERYWHERE, **PUBLIC, **STAFF},
    SHOP: {**EVERYWHERE, **STOREFRONT, **DESK, **API},
}
