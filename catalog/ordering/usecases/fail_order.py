"""Give up on a paid order, so that the buyer gets the money back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.numbering.usecases.quarantine_number import quarantine_number
from catalog.numbering.usecases.retire_sim import retire_sim
from catalog.ordering import steps
from catalog.ordering.events import OrderFailed
from catalog.ordering.models import Order
from kith.outbox import publish


@transaction.atomic
def fail_order(*, order_id: UUID, reason: str, at: datetime) -> Order:
    """Let a paid order fail and say why; one that is active or over stays as it is."""
    order = Order.objects.locked().get(pk=order_id)
    if order.is_over or not order.is_paid:
        return order
    order.failed_at, order.failure = at, reason[:300]
    steps.fail(order, at=at, note=reason)
    order.save(update_fields=["failed_at", "failure", "steps"])
    # The network may have seen them: neither goes straight to the next customer.
    for activation in order.activations.order_by("place"):
        quarantine_number(e164=activation.e164, at=at)
        retire_sim(iccid=activation.iccid, at=at)
    publish(
        OrderFailed(
            order_id=order.pk, payment_reference=order.payment_reference, reason=order.failure
        ),
        key=str(order.pk),
    )
    return order
