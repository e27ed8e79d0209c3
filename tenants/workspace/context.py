"""What every template of a tenant knows of the shop."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from kith.wall import TenantRef, in_tenant
from tenants.workspace.queries import ShopFace, shop_face


def shop(request: HttpRequest) -> dict[str, Any]:
    """Give `shop`, read when first used; None on the network's own host."""
    tenant = getattr(request, "tenant", None)
    return {"shop": SimpleLazyObject(lambda: _face(tenant)) if tenant else None}


def _face(tenant: TenantRef) -> ShopFace:
    # Pages of signing in run on the public side, and still wear the shop's clothes.
    with in_tenant(tenant):
        return shop_face()
