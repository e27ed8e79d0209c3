"""Send a buyer without a password the way to their account."""

from uuid import UUID

from catalog.ordering.models import Order
from kith.wall import required_tenant
from tenants.accounts.usecases.invite_to_claim import invite_to_claim
from tenants.registry.queries import primary_host, tenant_url


def invite_guest(*, order_id: UUID) -> None:
    """Write to whoever bought as a guest; somebody with a password of theirs gets no letter."""
    order = Order.objects.get(pk=order_id)
    if order.person_id is None:
        return
    shop = required_tenant()
    invite_to_claim(
        person_id=order.person_id,
        tenant_id=shop.uuid,
        origin=tenant_url(primary_host(tenant_id=shop.uuid), ""),
        sender_name=shop.name,
    )
