"""Turn a reseller's storefront into a virtual operator's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import TenantPromoted
from tenants.registry.models import Tenant


@public_side
@transaction.atomic
def promote_to_operator(*, tenant_id: UUID, at: datetime) -> Tenant:
    """Give a reseller's tenant its own brand and domain; twice changes nothing more."""
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.kind == Tenant.Kind.RESELLER:
        tenant.kind, tenant.promoted_at = Tenant.Kind.OPERATOR, at
        tenant.save(update_fields=["kind", "promoted_at"])
        publish(TenantPromoted(tenant_id=tenant_id), key=str(tenant_id), to_tenant=tenant_id)
    transaction.on_commit(forget_tenants)
    return tenant
