"""Note on an order that its money did not go back after all."""

from uuid import UUID

from django.db import transaction

from catalog.ordering.models import Order


@transaction.atomic
def forget_refund(*, order_id: UUID) -> Order:
    """Take what note_refund wrote back; twice changes nothing."""
    order = Order.objects.locked().get(pk=order_id)
    if order.refunded_at is not None:
        order.refunded_at = None
        order.save(update_fields=["refunded_at"])
    return order
