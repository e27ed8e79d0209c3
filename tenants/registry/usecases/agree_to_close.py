"""Give the second person's yes to closing a shop for good."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.four_eyes import require_another
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from tenants.registry.closings import NOTICE, refuse_while_in_the_way
from tenants.registry.events import ClosingAgreed
from tenants.registry.models import Closing, Tenant


class NothingToAgreeTo(DomainError):
    """The closing was called off."""

    code = "closing.called_off"


@public_side
@transaction.atomic
def agree_to_close(*, tenant_id: UUID, by: UUID, at: datetime) -> Closing:
    """
    Agree to the closing of a shop: from now on it takes no new orders, and after the notice it
    closes. One that was agreed to stays as it is.

    :raises NothingToAgreeTo: nobody asks for it (any more)
    :raises SamePerson: they asked for it themselves
    :raises StandsInTheWay: something has come up since it was asked for
    """
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    closing = Closing.objects.locked().filter(tenant=tenant, called_off_at=None).first()
    if closing is None:
        raise NothingToAgreeTo(
            _("Nobody asks to close this shop."), mend=_("Reload the page to see how it stands.")
        )
    if closing.is_agreed:
        return closing
    require_another(asked_by=closing.asked_by, by=by)
    refuse_while_in_the_way(tenant=tenant, at=at)
    closing.agreed_by, closing.agreed_at, closing.closes_at = by, at, at + NOTICE
    closing.save(update_fields=["agreed_by", "agreed_at", "closes_at"])
    tenant.closes_at = closing.closes_at
    tenant.save(update_fields=["closes_at"])
    record(
        "closing.agreed",
        actor_id=by,
        subject=f"tenant:{tenant_id}",
        detail={"closes_at": closing.closes_at.isoformat()},
        at=at,
    )
    publish(ClosingAgreed(closing_id=closing.pk), key=str(closing.pk))
    transaction.on_commit(forget_tenants)
    return closing
