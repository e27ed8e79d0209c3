"""Give the second person's yes to a write-off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.models import Payee, WriteOff
from billing.settlement.writing_off import carry_out
from kith.audit.record import record
from kith.errors import DomainError
from kith.four_eyes import require_another


class Dropped(DomainError):
    """Another request took its place."""

    code = "write_off.dropped"


@transaction.atomic
def approve_write_off(*, write_off_id: UUID, by: UUID, at: datetime) -> WriteOff:
    """
    Approve a waiting write-off and carry it out; one that is done stays as it is.

    :raises SamePerson: the one who asked for it approves it
    :raises Dropped: another request took its place
    :raises RecoveredMeanwhile: a part of it was set off or taken back since
    """
    payee_id = WriteOff.objects.values_list("payee_id", flat=True).get(pk=write_off_id)
    Payee.objects.locked().get(pk=payee_id)
    asked = WriteOff.objects.locked().select_related("payee").get(pk=write_off_id)
    if asked.done_at:
        return asked
    if asked.dropped_at:
        raise Dropped(_("Another request took its place"), mend=_("Look at the newer one."))
    require_another(asked_by=asked.asked_by, by=by)
    asked.approved_by = by
    carry_out(asked, at=at)
    record(
        "write_off.approved",
        actor_id=by,
        subject=f"payee:{asked.payee_id}",
        detail={"write_off": str(asked.pk), "amount": str(asked.amount)},
        at=at,
    )
    return asked
