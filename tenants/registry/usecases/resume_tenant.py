"""Open a suspended storefront again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.outbox.replay import try_waiting_now
from kith.wall import forget_tenants, public_side
from tenants.registry.models import Tenant


@public_side
@transaction.atomic
def resume_tenant(*, tenant_id: UUID, by: UUID, at: datetime) -> Tenant:
    """Open a suspended tenant, and let what waited for it go on; an open one stays as it is."""
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.suspended_at is not None:
        tenant.suspended_at, tenant.suspended_because = None, ""
        tenant.save(update_fields=["suspended_at", "suspended_because"])
        try_waiting_now(tenant_id=tenant_id, at=at)
        record("tenant.resumed", actor_id=by, subject=f"tenant:{tenant_id}", detail={}, at=at)
    transaction.on_commit(forget_tenants)
    return tenant
