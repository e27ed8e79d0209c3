"""Shops, brands and pictures for tests."""

from io import BytesIO
from typing import Any

from PIL import Image

from kith.wall import TenantRef, in_public, in_tenant
from tenants.registry.usecases.promote_to_operator import promote_to_operator
from tenants.workspace.models import Workspace
from tenants.workspace.usecases.set_brand import set_brand
from tests.clock import NOON

TOKENS = {
    "accent": "#1d5c4b",
    "ink_on_accent": "#ffffff",
    "surface_tint": "#eef3f0",
    "radius": 12,
    "type_pairing": "paper",
}


def an_operator(tenant: TenantRef) -> TenantRef:
    """Promote a reseller's shop; return its new reference, to be entered."""
    with in_public():
        return promote_to_operator(tenant_id=tenant.uuid, at=NOON).ref


def a_brand(tenant: TenantRef, **tokens: Any) -> Workspace:
    """Dress an operator's shop."""
    with in_tenant(tenant):
        return set_brand(**(TOKENS | tokens), at=NOON)


def a_picture(kind: str = "PNG", size: tuple[int, int] = (300, 120), **more: Any) -> bytes:
    """Return a picture file."""
    drawn = BytesIO()
    Image.new("RGB", size, "#1d5c4b").save(drawn, format=kind, **more)
    return drawn.getvalue()
