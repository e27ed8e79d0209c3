"""Note that a SIM card was posted."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.ordering import steps
from catalog.ordering.events import OrderCardPosted
from catalog.ordering.models import Order
from kith.errors import DomainError
from kith.outbox import publish


class NothingToPost(DomainError):
    code = "order.nothing_to_post"


@transaction.atomic
def post_sim_card(*, order_id: UUID, at: datetime) -> Order:
    """
    Note when the card of an active order left; again changes nothing.

    :raises NothingToPost: the order has an eSIM, or is not active
    """
    order = Order.objects.locked().get(pk=order_id)
    if order.sim_form != "physical" or not order.is_active:
        raise NothingToPost(
            _("This order has no card that is ready to post."),
            mend=_("Wait until its line is active; an eSIM needs no post."),
        )
    if order.posted_at is None:
        order.posted_at = at
        steps.finish(order, steps.POSTED, at=at)
        order.save(update_fields=["posted_at", "steps"])
        publish(OrderCardPosted(order_id=order.pk), key=str(order.pk))
    return order
