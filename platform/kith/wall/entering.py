"""Enter a tenant, named by its row, its reference or its uuid."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from kith.wall.lookup import tenant_by_uuid
from kith.wall.side import Side, TenantRef, on_side


def tenant_ref(tenant: Any) -> TenantRef:
    """
    Return the reference of a tenant row, a reference, or a uuid.

    :raises TenantUnavailable: no such tenant, or it is being made or closed
    """
    if isinstance(tenant, TenantRef):
        return tenant
    if hasattr(tenant, "ref"):
        return tenant.ref
    return tenant_by_uuid(UUID(str(tenant)))


@contextmanager
def in_tenant(tenant: Any) -> Iterator[TenantRef]:
    """
    Work inside one tenant: its role, its schema.

    :raises TenantUnavailable: no such tenant, or it is being made or closed
    """
    ref = tenant_ref(tenant)
    with on_side(Side(ref.db_role, ref.schema_name, ref)):
        yield ref
