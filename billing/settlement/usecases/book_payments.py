"""Book a customer's payment that reached the telco for a tenant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.movements import PROCESSOR
from billing.settlement.shares import clearing_account
from kith.money import Money
from kith.wall import public_side


@dataclass(frozen=True)
class ArrivedPayment:
    """One payment of one tenant's customer, with the processor's id where it went there."""

    key: str
    amount: Money
    at: datetime
    reference: str
    # Which of the telco's accounts it came on.
    account: str = PROCESSOR


@public_side
@transaction.atomic
def book_payments(*, tenant_id: UUID, payments: Sequence[ArrivedPayment]) -> None:
    """
    Book payments as money the telco holds for the tenant; each key once.

    :raises KeyReused: a key already names a different payment
    """
    post_journals(
        entries=[
            Entry(
                key=f"payment:{tenant_id}:{payment.key}",
                kind="payment",
                legs=[
                    Leg(payment.account, payment.amount),
                    Leg(clearing_account(tenant_id), -payment.amount),
                ],
                effective_at=payment.at,
                reference=payment.reference if payment.account == PROCESSOR else "",
            )
            for payment in payments
        ]
    )
