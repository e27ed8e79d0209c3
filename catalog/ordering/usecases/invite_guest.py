"""Send a buyer without a password the way to their account."""

from datetime import datetime
from uuid import UUID

from catalog.ordering.models import Order
from kith.wall import required_tenant
from tenants.accounts.usecases.invite_to_claim import invite_to_claim


def invite_guest(*, order_id: UUID, at: datetime) -> bool:
    """
    Write to whoever bought as a guest; somebody with a password of theirs gets no mail.

    Returns whether a mail went out.
    """
    order = Order.objects.get(pk=order_id)
    if order.person_id is None:
        return False
    return invite_to_claim(
        person_id=order.person_id, tenant_id=required_tenant().uuid, order_id=order.pk, at=at
    )
