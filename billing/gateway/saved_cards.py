"""Cards that are kept for later, and charged when their owner is not there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from billing.gateway import answers, readings
from billing.gateway.amounts import outgoing
from billing.gateway.keys import keyed
from billing.gateway.paging import each
from billing.gateway.translation import translated
from kith.money import Money

PAGE = 100
FEE = ["latest_charge.balance_transaction"]


class SavedCards:
    """The calls about saved cards; the same promises hold as for the rest of the gateway."""

    _client: Any

    def create_card_page(
        self,
        *,
        key: str,
        currency: str,
        customer_email: str,
        success_url: str,
        cancel_url: str,
        expires_at: datetime,
        merchant: str = "",
        customer: str = "",
    ) -> answers.Checkout:
        """Open a hosted page where a card is kept for later and nothing is paid."""
        params: Any = {
            "mode": "setup",
            "currency": currency.lower(),
            "payment_method_types": ["card"],
            "success_url": success_url,
            "cancel_url": cancel_url,
            "expires_at": int(expires_at.timestamp()),
            **payer(customer, customer_email, merchant, keeps_card=True),
        }
        with translated():
            raw = self._client.checkout.sessions.create(params, keyed(key))
        return readings.checkout(raw.to_dict())

    def charge_saved_card(
        self,
        *,
        key: str,
        amount: Money,
        customer: str,
        payment_method: str,
        label: str,
        metadata: Mapping[str, str] | None = None,
    ) -> answers.PaymentAnswer:
        """
        Charge a saved card while its owner is not there.

        :raises CardDeclined: refused, `authentication_required` where the bank wants its owner
        """
        params: Any = {
            "amount": outgoing(amount),
            "currency": amount.currency.lower(),
            "customer": customer,
            "payment_method": payment_method,
            "payment_method_types": ["card"],
            "off_session": True,
            "confirm": True,
            "description": label,
            "metadata": dict(metadata or {}),
            "expand": FEE,
        }
        with translated():
            raw = self._client.payment_intents.create(params, keyed(key))
        return readings.payment(raw.to_dict())

    def find_payments(self, *, customer: str, since: datetime) -> list[answers.PaymentAnswer]:
        """Return a customer's payments since a moment, newest first."""
        params: Any = {
            "customer": customer,
            "created": {"gte": int(since.timestamp())},
            "limit": PAGE,
            "expand": [f"data.{path}" for path in FEE],
        }
        with translated():
            page = self._client.payment_intents.list(params)
            return [readings.payment(raw.to_dict()) for raw in each(page)]

    def saved_card(self, payment_method: str) -> answers.CardAnswer:
        """Return a saved card as people know it: brand, last digits, expiry."""
        with translated():
            raw = self._client.payment_methods.retrieve(payment_method)
        return readings.card(raw.to_dict())

    def detach_card(self, *, key: str, payment_method: str) -> None:
        """Forget a saved card for good: it can never be charged again."""
        with translated():
            self._client.payment_methods.detach(payment_method, {}, keyed(key))


def payer(customer: str, email: str, merchant: str, *, keeps_card: bool) -> dict[str, Any]:
    """Return who pays at a page, and whom."""
    payer: dict[str, Any] = {}
    if customer:
        payer["customer"] = customer
    elif email:
        payer["customer_email"] = email
    if keeps_card and not customer:
        payer["customer_creation"] = "always"
    if merchant:
        payer["branding_settings"] = {"display_name": merchant}
    return payer
