"""Say whether an order placed under one's address is one's own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.usecases.hand_lines_over import hand_lines_over
from catalog.ordering.events import OrderClaimed
from catalog.ordering.models import Order
from kith.outbox import publish
from tenants.accounts.usecases.claim_guest import claim_guest


@transaction.atomic
def claim_order(*, order_id: UUID, person_id: UUID, is_mine: bool, at: datetime) -> Order:
    """
    Take an order of a guest, its lines and its bills into the account of whose address it names.

    Saying that it is not theirs leaves all of it with whoever has the link. Again changes nothing.

    :raises Order.DoesNotExist: there is no such order, or nobody has paid it
    :raises Guest.DoesNotExist: it is no guest's, or names another address
    :raises GuestAnswered: it was answered differently before
    """
    order = Order.objects.locked().get(pk=order_id)
    guest_id = order.person_id
    if guest_id is None:
        raise Order.DoesNotExist(f"nobody has paid order {order_id}")
    if is_mine and guest_id == person_id:
        return order
    claim_guest(guest_id=guest_id, person_id=person_id, is_mine=is_mine, at=at)
    if is_mine:
        order.person_id = person_id
        order.save(update_fields=["person_id"])
        hand_lines_over(order_id=order.pk, person_id=person_id)
        publish(
            OrderClaimed(order_id=order.pk, guest_id=guest_id, person_id=person_id),
            key=str(order.pk),
        )
    return order
