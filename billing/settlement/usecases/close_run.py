"""Close a run whose money has all arrived or was refused."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from billing.gateway import gateway
from billing.settlement.models import Run, Transfer
from kith.audit.record import record
from kith.errors import DomainError


class RunUnfinished(DomainError):
    """Some transfers have not ended."""

    code = "run.unfinished"


class RunDoesNotMatch(DomainError):
    """Our books and the processor's list of transfers disagree."""

    code = "run.does_not_match"


def close_run(*, run_id: UUID, by: UUID | None, at: datetime) -> Run:
    """
    Close a released run once every transfer ended and the processor sent exactly what we say.

    A closed run stays as it is. Call it outside a transaction: it asks the processor.

    :raises RunUnfinished: some transfers are still under way, or the run is not released
    :raises RunDoesNotMatch: the transfers of the run do not sum to what was paid
    """
    run = Run.objects.get(pk=run_id)
    if run.is_closed:
        return run
    if not run.is_released or _unfinished(run):
        raise RunUnfinished(
            _("Run %(number)s still has payments under way") % {"number": run.number}
        )
    sent = sum(transfer.amount.minor for transfer in gateway().find_transfers(group=str(run.pk)))
    paid = run.transfers.filter(state=Transfer.PAID).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    if sent != paid:
        raise RunDoesNotMatch(
            _("Run %(number)s paid %(paid)s by our books and %(sent)s by the processor's")
            % {"number": run.number, "paid": paid, "sent": sent},
            mend=_("Compare the run's transfers one by one before closing it."),
        )
    with transaction.atomic():
        run = Run.objects.locked().get(pk=run_id)
        if _unfinished(run):
            raise RunUnfinished(
                _("Run %(number)s still has payments under way") % {"number": run.number}
            )
        if not run.is_closed:
            run.closed_at = at
            run.save(update_fields=["closed_at"])
            record(
                "run.closed",
                actor_id=by,
                subject=f"run:{run.pk}",
                detail={"number": run.number, "paid_minor": paid},
                at=at,
            )
    return run


def _unfinished(run: Run) -> bool:
    return run.transfers.exclude(state__in=Transfer.FINAL).exists()
