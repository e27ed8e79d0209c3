"""Note on an order that its money went back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.ordering.models import Order


@transaction.atomic
def note_refund(*, order_id: UUID | None, is_full: bool, at: datetime) -> Order | None:
    """
    Note when the whole price of an order was back; again keeps the first time.

    None where only a part is back so far, or where no order was paid by what was refunded.
    """
    if order_id is None or not is_full:
        return None
    order = Order.objects.locked().get(pk=order_id)
    if order.refunded_at is None:
        order.refunded_at = at
        order.save(update_fields=["refunded_at"])
    return order
