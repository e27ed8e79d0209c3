"""Keep the directory's name of a tenant in step with its shop."""

from uuid import UUID

from django.db import transaction

from kith.wall import forget_tenants, public_side
from tenants.registry.models import Tenant


@public_side
@transaction.atomic
def rename_tenant(*, tenant_id: UUID, name: str, tagline: str) -> None:
    """Set the name and line under which the directory lists a tenant."""
    Tenant.objects.filter(pk=tenant_id).update(name=name, tagline=tagline)
    transaction.on_commit(forget_tenants)
