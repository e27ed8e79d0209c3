"""Throw a frozen run away: nothing is paid, and what it held is due again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from billing.settlement.models import Payee, Run
from billing.settlement.usecases.fail_transfer import fail_transfer
from kith.audit.record import record
from kith.errors import DomainError
from kith.reasons import read_reason

NEVER_SENT = gettext_noop("The run was thrown away before anything was sent.")


class AlreadyReleased(DomainError):
    """Its money is on its way."""

    code = "run.already_released"


@transaction.atomic
def abandon_run(*, run_id: UUID, because: str, by: UUID, at: datetime) -> Run:
    """
    Give a frozen run up: its shares are due again, its entries in the books are taken back.

    Nothing of it was ever sent. One that was thrown away stays as it is.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises AlreadyReleased: it was released
    """
    said = read_reason(because)
    run = Run.objects.locked().get(pk=run_id)
    if run.abandoned_at:
        return run
    if run.is_released:
        raise AlreadyReleased(
            _("Run %(number)s was released") % {"number": run.number},
            mend=_("What was paid by mistake is taken back from the payee's page."),
        )
    # As whoever opens a run: refunds of these payees wait.
    list(Payee.objects.locked().filter(transfers__run=run).values_list("pk", flat=True))
    for transfer_id in run.transfers.order_by("position").values_list("pk", flat=True):
        fail_transfer(transfer_id=transfer_id, reason=NEVER_SENT, at=at)
    run.abandoned_at, run.abandoned_because = at, said
    run.save(update_fields=["abandoned_at", "abandoned_because"])
    record(
        "run.abandoned",
        actor_id=by,
        subject=f"run:{run.pk}",
        detail={"number": run.number, "total": str(run.total), "because": said},
        at=at,
    )
    return run
