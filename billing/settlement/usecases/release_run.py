"""Approve a frozen run; with enough approvals its money starts to move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from billing.settlement.events import RunReleased, TransferReleased
from billing.settlement.models import Run, RunApproval, Transfer
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish


class AlreadyApproved(DomainError):
    """The same person approves a run a second time."""

    code = "run.already_approved"


class OpenedByYourself(DomainError):
    """Above the limit, whoever froze the sum has no say in its release."""

    code = "run.opened_by_yourself"


class ThrownAway(DomainError):
    """Nothing of it will be paid."""

    code = "run.thrown_away"


@dataclass(frozen=True)
class Release:
    """Where a run stands after an approval."""

    run: Run
    approvals: int
    approvals_needed: int

    @property
    def is_released(self) -> bool:
        return self.run.is_released


@transaction.atomic
def release_run(*, run_id: UUID, by: UUID, at: datetime) -> Release:
    """
    Record one person's approval, and release the run once enough different people gave theirs.

    A run above the limit of the settlement terms needs two, and neither is who opened it. A
    released run stays as it is.

    :raises AlreadyApproved: this person approved it before and somebody else has to
    :raises OpenedByYourself: it is above the limit, and this person opened it
    :raises ThrownAway: it was thrown away
    """
    run = Run.objects.locked().get(pk=run_id)
    approvals = RunApproval.objects.filter(run=run)
    if run.is_released:
        return Release(run, approvals.count(), run.approvals_needed)
    if run.abandoned_at:
        raise ThrownAway(
            _("Run %(number)s was thrown away") % {"number": run.number},
            mend=_("What is due is in the next run."),
        )
    if run.takes_two and run.opened_by == by:
        raise OpenedByYourself(
            _("You opened run %(number)s yourself") % {"number": run.number},
            mend=_("It is above the limit: two others have to approve it."),
        )
    if approvals.filter(by=by).exists():
        raise AlreadyApproved(
            _("You approved run %(number)s already") % {"number": run.number},
            mend=_("It is above the limit for one person: ask a second one to approve it."),
        )
    RunApproval.objects.create(run=run, by=by, at=at)
    given = _given(run, approvals)
    record(
        "run.approved",
        actor_id=by,
        subject=f"run:{run.pk}",
        detail={"number": run.number, "approval": given, "needed": run.approvals_needed},
        at=at,
    )
    if given >= run.approvals_needed:
        run.released_at = at
        run.save(update_fields=["released_at"])
        publish(RunReleased(run_id=run.pk), key=str(run.pk))
        transfers = Transfer.objects.filter(run=run).order_by("position")
        for transfer_id in transfers.values_list("pk", flat=True):
            publish(TransferReleased(transfer_id=transfer_id), key=str(transfer_id))
    return Release(run, given, run.approvals_needed)


def _given(run: Run, approvals: QuerySet[RunApproval]) -> int:
    """Count the approvals that help; its opener's does not, from when it still did."""
    if run.takes_two and run.opened_by:
        approvals = approvals.exclude(by=run.opened_by)
    return approvals.count()
