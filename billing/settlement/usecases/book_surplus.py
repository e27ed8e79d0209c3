"""Book a payment that nothing asked for, and its way back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from kith.money import Money
from kith.wall import public_side


@public_side
@transaction.atomic
def book_surplus(
    *, payment_reference: str, refund_reference: str, amount: Money, at: datetime
) -> None:
    """Book what came in by mistake and went back; the same payment again changes nothing."""
    post_journals(
        entries=[
            Entry(
                key=f"surplus:{payment_reference}:received",
                kind="surplus",
                legs=[Leg("cash:stripe", amount), Leg("refunds:due", -amount)],
                effective_at=at,
                reference=payment_reference,
            ),
            Entry(
                key=f"surplus:{payment_reference}:given_back",
                kind="surplus",
                legs=[Leg("refunds:due", amount), Leg("cash:stripe", -amount)],
                effective_at=at,
                reference=refund_reference,
            ),
        ]
    )
