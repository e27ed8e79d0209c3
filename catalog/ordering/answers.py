"""What orders answer to contexts to their right."""

from datetime import datetime, timedelta
from uuid import UUID

from catalog.lines.queries import line_card, lines_of_order
from catalog.ordering.models import Order
from tenants.accounts.queries import has_password

# An old letter is no key for ever: after that whoever bought signs in.
LINK_ASKS_FOR = timedelta(days=60)


def guest_token(*, line_id: UUID) -> str:
    """Give the token of the order that opened a line whose buyer has no password; else nothing."""
    line = line_card(line_id=line_id)
    if line.place > 1 or has_password(person_id=line.person_id):
        return ""
    return Order.objects.filter(pk=line.order_id).values_list("token", flat=True).first() or ""


def line_of_guest(*, token: str, at: datetime) -> UUID | None:
    """
    Give the first line of an order to whoever has its link; None once they have to sign in.

    :raises Order.DoesNotExist: no order has this token
    """
    order = Order.objects.get(token=token)
    if order.active_at is None or at - order.active_at >= LINK_ASKS_FOR:
        return None
    line = next((one for one in lines_of_order(order_id=order.pk) if one.place == 1), None)
    return line.id if line and not has_password(person_id=line.person_id) else None
