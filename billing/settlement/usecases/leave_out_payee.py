"""Leave one payee out of a frozen run: what is due to them is settled another time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from billing.settlement.models import Payee, Run, RunApproval, RunExclusion, Transfer
from billing.settlement.sums import frozen_today
from billing.settlement.terms import payout_terms
from billing.settlement.usecases.abandon_run import AlreadyReleased
from billing.settlement.usecases.fail_transfer import fail_transfer
from billing.settlement.usecases.release_run import ThrownAway
from kith.audit.record import record
from kith.errors import DomainError
from kith.reasons import read_reason
from kith.wall import public_side

LEFT_OUT = gettext_noop("The payee was left out before anything was sent.")


class NotInThisRun(DomainError):
    """The run pays them nothing."""

    code = "run.payee_not_in_it"


class NobodyLeft(DomainError):
    """A run without anybody to pay is none."""

    code = "run.nobody_left"


@public_side
@transaction.atomic
def leave_out_payee(*, run_id: UUID, payee_id: UUID, because: str, by: UUID, at: datetime) -> Run:
    """
    Take one payee's payments out of a run that nobody has released; twice changes nothing.

    Their shares are due again, their entries in the books are taken back, and the run's sum and
    the approvals it needs are worked out anew. What somebody has approved already still takes a
    second person.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises AlreadyReleased: its money is on its way
    :raises ThrownAway: the run was thrown away
    :raises NotInThisRun: it pays them nothing
    :raises NobodyLeft: they are the only one in it
    """
    said = read_reason(because)
    run = Run.objects.locked().get(pk=run_id)
    if run.exclusions.filter(payee=payee_id).exists():
        return run
    _refuse_ended(run)
    # As whoever opens a run: refunds of this payee wait.
    payee = Payee.objects.locked().filter(pk=payee_id).first()
    kept = Transfer.objects.filter(run=run, exclusion=None)
    theirs = list(kept.filter(payee=payee_id).order_by("position"))
    if payee is None or not theirs:
        raise NotInThisRun(
            _("Run %(number)s pays them nothing") % {"number": run.number},
            mend=_("Load the page again."),
        )
    if not kept.exclude(payee=payee_id).exists():
        raise NobodyLeft(
            _("%(name)s is the only one in run %(number)s")
            % {"name": payee.display_name, "number": run.number},
            mend=_("Throw the run away instead."),
        )
    amount = sum(transfer.amount_minor for transfer in theirs)
    exclusion = RunExclusion.objects.create(
        run=run, payee=payee, amount_minor=amount, because=said, by=by, at=at
    )
    for transfer in theirs:
        fail_transfer(transfer_id=transfer.pk, reason=LEFT_OUT, at=at)
    Transfer.objects.filter(pk__in=[one.pk for one in theirs]).update(exclusion=exclusion)
    _work_out_again(run, less=amount)
    record(
        "run.payee_left_out",
        actor_id=by,
        subject=f"run:{run.pk}",
        detail={
            "number": run.number,
            "payee": str(payee.pk),
            "name": payee.display_name,
            "amount": str(exclusion.amount),
            "total": str(run.total),
            "needed": run.approvals_needed,
            "because": said,
        },
        at=at,
    )
    return run


def _refuse_ended(run: Run) -> None:
    if run.abandoned_at:
        raise ThrownAway(
            _("Run %(number)s was thrown away") % {"number": run.number},
            mend=_("What is due is in the next run."),
        )
    if run.is_released:
        raise AlreadyReleased(
            _("Run %(number)s was released") % {"number": run.number},
            mend=_("What was paid by mistake is taken back from the payee's page."),
        )


def _work_out_again(run: Run, *, less: int) -> None:
    run.total_minor -= less
    run.save(update_fields=["total_minor"])
    frozen_at = run.frozen_at
    limit = payout_terms(currency=run.currency, at=frozen_at).four_eyes_above_minor
    # What was opened after it counts this one, and not the other way round.
    of_the_day = frozen_today(currency=run.currency, at=frozen_at, until=frozen_at).minor
    by_the_limit = 2 if of_the_day > limit else 1
    # Whoever approved a larger sum approved this one too, and is still not alone.
    given = RunApproval.objects.filter(run=run).count()
    run.approvals_needed = min(run.approvals_needed, max(by_the_limit, given + 1))
    run.save(update_fields=["approvals_needed"])
