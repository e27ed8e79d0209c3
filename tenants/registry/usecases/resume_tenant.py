"""Open a suspended storefront again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import TenantResumed
from tenants.registry.models import Tenant


@public_side
@transaction.atomic
def resume_tenant(*, tenant_id: UUID, by: UUID, at: datetime) -> Tenant:
    """Let a suspended tenant sell again, and tell its owner; one that does stays as it is."""
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.suspended_at is not None:
        tenant.suspended_at, tenant.suspended_because = None, ""
        tenant.save(update_fields=["suspended_at", "suspended_because"])
        record("tenant.resumed", actor_id=by, subject=f"tenant:{tenant_id}", detail={}, at=at)
        publish(TenantResumed(resumed_at=at), key=f"{at.isoformat()}", to_tenant=tenant.pk)
    transaction.on_commit(forget_tenants)
    return tenant
