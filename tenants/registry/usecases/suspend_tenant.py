"""Have a shop sell nothing for a while."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import TenantSuspended
from tenants.registry.models import Tenant


class HomeStaysOpen(DomainError):
    """The telco's own shop cannot be suspended."""

    code = "tenant.home_stays_open"


@public_side
@transaction.atomic
def suspend_tenant(*, tenant_id: UUID, because: str, by: UUID, at: datetime) -> Tenant:
    """
    Suspend a tenant: until it resumes its storefront and its desk are closed.

    Who has a line there keeps it, with bills, renewals and all of `/my/`. Its owner and its
    customers are told. One that is suspended stays so, since then and for the first reason.

    :raises HomeStaysOpen: it is the telco's own shop
    """
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.kind == Tenant.Kind.HOME:
        raise HomeStaysOpen(
            _("The telco's own shop stays open."), mend=_("Suspend a seller instead.")
        )
    if tenant.suspended_at is None:
        tenant.suspended_at, tenant.suspended_because = at, because
        tenant.save(update_fields=["suspended_at", "suspended_because"])
        record(
            "tenant.suspended",
            actor_id=by,
            subject=f"tenant:{tenant_id}",
            detail={"because": because},
            at=at,
        )
        event = TenantSuspended(suspended_at=at)
        publish(event, key=f"{at.isoformat()}", to_tenant=tenant.pk)
    transaction.on_commit(forget_tenants)
    return tenant
