"""What our own map knows of payments at the processor."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import (
    Q,
)

from billing.settlement.models import (
    Overpayment,
    PaymentRoute,
    Reversal,
    Transfer,
)
from kith.wall import public_side


@public_side
def shop_of_payment(*, reference: str) -> UUID | None:
    """Return whose customer made a payment, as far as our own map knows it."""
    routes = PaymentRoute.objects.filter(payment_intent=reference)
    return routes.values_list("tenant_id", flat=True).first()


@public_side
def is_overpayment(*, payment_reference: str) -> bool:
    """Say whether a payment is one that nothing asked for, and goes back whole."""
    return Overpayment.objects.filter(payment_reference=payment_reference).exists()


@public_side
def is_in_doubt(*, kind: str, notes: Mapping[str, str]) -> bool:
    """
    Say whether a row of ours is in doubt about what these notes stand on.

    A row that was never sent, or that certainly did nothing, does not count: what bears its name
    was sent by a house that went on from the same past.
    """
    in_doubt = Q(purpose=notes.get("purpose", ""), state__in=[Transfer.SENDING, Transfer.UNKNOWN])
    if kind == "transfer":
        return Transfer.objects.filter(in_doubt).exists()
    if kind == "reversal":
        return Reversal.objects.filter(in_doubt).exists()
    return kind == "refund" and Overpayment.objects.filter(in_doubt).exists()
