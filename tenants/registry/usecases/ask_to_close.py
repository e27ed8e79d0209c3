"""Ask that a shop be closed for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.registry.closings import refuse_while_in_the_way
from tenants.registry.models import Closing, Tenant


class HomeIsNeverClosed(DomainError):
    """The telco's own shop is where everybody can go on."""

    code = "tenant.home_is_never_closed"


@public_side
@transaction.atomic
def ask_to_close(*, tenant_id: UUID, because: str, by: UUID, at: datetime) -> Closing:
    """
    Ask to close a shop; a second person has to agree before anything happens.

    A closing that was asked for already stays as it is.

    :raises HomeIsNeverClosed: it is the telco's own shop
    :raises StandsInTheWay: something has to be dealt with first
    """
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.kind == Tenant.Kind.HOME:
        raise HomeIsNeverClosed(
            _("The telco's own shop is never closed."),
            mend=_("Customers of closed shops go on there."),
        )
    if standing := tenant.closings.filter(called_off_at=None).first():
        return standing
    refuse_while_in_the_way(tenant=tenant, at=at)
    closing = Closing.objects.create(tenant=tenant, because=because, asked_by=by, asked_at=at)
    record(
        "closing.asked",
        actor_id=by,
        subject=f"tenant:{tenant_id}",
        detail={"because": because},
        at=at,
    )
    return closing
