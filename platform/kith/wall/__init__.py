"""The wall between tenants: sides, the ways in, and what refuses the rest."""

from kith.wall.day import day_here, zone_here
from kith.wall.entering import in_tenant, tenant_ref
from kith.wall.lookup import forget_tenants, tenant_by_host, tenant_by_uuid
from kith.wall.one_go import in_one_go
from kith.wall.side import (
    Side,
    TenantClosed,
    TenantNotSet,
    TenantRef,
    TenantUnavailable,
    as_owner,
    current_side,
    current_tenant,
    in_public,
    on_side,
    public_side,
    required_tenant,
    sides_of,
)
from kith.wall.tasks import public_task

__all__ = [
    "Side",
    "TenantClosed",
    "TenantNotSet",
    "TenantRef",
    "TenantUnavailable",
    "as_owner",
    "current_side",
    "current_tenant",
    "day_here",
    "forget_tenants",
    "in_one_go",
    "in_public",
    "in_tenant",
    "on_side",
    "public_side",
    "public_task",
    "required_tenant",
    "sides_of",
    "tenant_by_host",
    "tenant_by_uuid",
    "tenant_ref",
    "zone_here",
]
