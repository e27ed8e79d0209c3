"""Give back a payment that nothing asks for."""

from __future__ import annotations

from datetime import datetime

from billing.gateway import gateway
from billing.invoicing.sent_back import FAILED, sent_back
from billing.settlement.usecases.book_surplus import book_surplus


class SurplusStays(RuntimeError):
    """The processor could not give it back: a person has to look."""


def return_surplus(*, payment_reference: str, at: datetime) -> None:
    """
    Give a payment back whole and book both ways; safe to repeat, after any crash.

    Call it outside a transaction: it asks the processor.

    :raises SurplusStays: it could not be given back
    :raises GatewayRefused: it cannot be given back: a person has to look
    :raises GatewayBusy: nothing was sent: try later
    :raises GatewayUncertain: nobody knows whether it was: try later
    """
    paid = gateway().retrieve_payment(payment_reference)
    refund = sent_back(
        key=f"surplus:{payment_reference}", payment_intent=payment_reference, amount=paid.amount
    )
    if refund.status in FAILED:
        raise SurplusStays(f"{refund.id} of {payment_reference} ended as {refund.status}")
    book_surplus(
        payment_reference=payment_reference, refund_reference=refund.id, amount=paid.amount, at=at
    )
