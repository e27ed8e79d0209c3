"""Let a shop go on that was to be closed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import ClosingCalledOff
from tenants.registry.models import Closing, Tenant


class AlreadyShut(DomainError):
    """The shop is closed, and being cleared away."""

    code = "closing.already_shut"


@public_side
@transaction.atomic
def call_off_closing(*, tenant_id: UUID, by: UUID, at: datetime) -> None:
    """
    Call a closing off, whether one or two people wanted it: the shop goes on as before.

    Where nothing was to be closed nothing changes.

    :raises AlreadyShut: the shop is closed; there is no way back
    """
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    closing = Closing.objects.locked().filter(tenant=tenant, called_off_at=None).first()
    if closing is None:
        return
    if closing.is_shut:
        raise AlreadyShut(
            _("%(name)s is closed already.") % {"name": tenant.name},
            mend=_("Its archive can be downloaded; a new shop needs a new address."),
        )
    closing.called_off_by, closing.called_off_at = by, at
    closing.save(update_fields=["called_off_by", "called_off_at"])
    tenant.closes_at = None
    tenant.save(update_fields=["closes_at"])
    record("closing.called_off", actor_id=by, subject=f"tenant:{tenant_id}", detail={}, at=at)
    if closing.is_agreed:
        # The seller had been told: they are told that it is over.
        publish(ClosingCalledOff(closing_id=closing.pk), key=str(closing.pk))
    transaction.on_commit(forget_tenants)
