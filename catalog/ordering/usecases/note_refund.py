"""Note on an order that its money went back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.ordering.models import Order


@transaction.atomic
def note_refund(*, order_id: UUID, at: datetime) -> Order:
    """Note when the whole price of an order was back; again keeps the first time."""
    order = Order.objects.locked().get(pk=order_id)
    if order.refunded_at is None:
        order.refunded_at = at
        order.save(update_fields=["refunded_at"])
    return order
