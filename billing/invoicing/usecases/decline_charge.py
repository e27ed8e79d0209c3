"""Write down that a card was refused, and when it is tried again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.charging import hold_what_is_paid
from billing.invoicing.events import ChargeDue, ChargeRefused
from billing.invoicing.models import Charge, PlanUpgrade
from billing.invoicing.retries import next_try
from kith.outbox import publish


@transaction.atomic
def decline_charge(*, charge_id: UUID, reason: str, at: datetime) -> Charge:
    """
    End a charge as refused; the invoice stays open. Twice changes nothing.

    The next try is posted for its day; after the last one there is none. One whose invoice
    asks for nothing any more (`NOT_DUE`) is dropped: no card was refused. For a larger plan there
    is one try: its owner is there and pays in another way, or does not.
    """
    held = hold_what_is_paid(charge_id)
    charge = Charge.objects.locked().get(pk=charge_id)
    if charge.is_over:
        return charge
    if reason == Charge.NOT_DUE or isinstance(held, PlanUpgrade):
        charge.end(Charge.FAILED, at=at, reason=reason[:60])
        return charge
    began_at = held.charges.order_by("turn").values_list("frozen_at", flat=True)[0]
    charge.end(
        Charge.FAILED,
        at=at,
        reason=reason[:60],
        retry_at=next_try(turn=charge.turn, began_at=began_at),
    )
    publish(ChargeRefused(charge_id=charge.pk), key=str(charge.pk))
    if charge.retry_at:
        publish(
            ChargeDue(invoice_id=held.pk, turn=charge.turn + 1),
            key=f"{held.pk}:{charge.turn + 1}",
            available_at=charge.retry_at,
        )
    return charge
