"""Give an intent that stands still another try."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.events import IntentReleased
from billing.settlement.models import Accrual, Intent, Payee, Run
from billing.settlement.models.runs import journal_key
from billing.settlement.purposes import transfer_purpose
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish


class NothingToRetry(DomainError):
    """The intent is paid or on its way, or its shares are in another run."""

    code = "intent.nothing_to_retry"


@transaction.atomic
def retry_intent(*, intent_id: UUID, by: UUID, at: datetime) -> Intent:
    """
    Try again: at once where the intent waits, by a new intent and key where it failed.

    Shares that are held by now wait for a later run.

    :raises NothingToRetry: it is paid, its run is closed, or its shares went elsewhere or are held
    """
    intent = Intent.objects.select_related("run").get(pk=intent_id)
    run = Run.objects.locked().get(pk=intent.run_id)
    Payee.objects.locked().get(pk=intent.payee_id)
    intent = Intent.objects.locked().get(pk=intent_id)
    if run.is_closed or intent.state == Intent.PAID:
        raise NothingToRetry(
            _("intent %(position)s of run %(run)s has ended")
            % {"position": intent.position, "run": intent.run_id},
            mend=_("What is still due is in the next run."),
        )
    if intent.state == Intent.FAILED:
        intent = _replace(intent, run, at)
    else:
        intent.wait_until = None
        intent.save(update_fields=["wait_until"])
    record(
        "intent.retried",
        actor_id=by,
        subject=f"intent:{intent.pk}",
        detail={"run": run.number, "first": str(intent_id)},
        at=at,
    )
    if run.is_released:
        publish(IntentReleased(intent_id=intent.pk), key=f"{intent.pk}:{at.isoformat()}")
    return intent


def _replace(dead: Intent, run: Run, at: datetime) -> Intent:
    shares = Accrual.objects.unheld().filter(intent=dead, state=Accrual.PAYABLE).locked()
    keys = [share.pk for share in shares]
    rows = list(Accrual.objects.filter(pk__in=keys).order_by("key"))
    owed = sum(row.amount_minor for row in rows)
    payee = dead.payee
    if owed <= 0 or not payee.stripe_account:
        raise NothingToRetry(
            _("the shares of intent %(position)s of run %(run)s are settled elsewhere or held")
            % {"position": dead.position, "run": dead.run_id},
            mend=_("Look at the payee's next run."),
        )
    last = Intent.objects.filter(run=run).aggregate(last=Max("position"))["last"]
    purpose = transfer_purpose(
        payee=payee,
        shop_id=dead.tenant_id,
        currency=dead.currency,
        cut_off_at=run.cut_off_at,
        shares=rows,
    )
    # The dead one used its key up for certain: the same shares go out by another try.
    turn = Intent.objects.filter(purpose=purpose).count() + 1
    intent = Intent.objects.create(
        run=run,
        payee=payee,
        tenant_id=dead.tenant_id,
        position=last + 1,
        amount_minor=owed,
        currency=dead.currency,
        stripe_account=payee.stripe_account,
        purpose=purpose,
        idem_key=f"{purpose}:{turn}",
    )
    Accrual.objects.filter(pk__in=keys).update(state=Accrual.IN_RUN, run=run, intent=intent)
    post_journal(
        key=journal_key(intent.pk, "frozen"),
        kind="payout_frozen",
        postings=[
            Leg("payable:payees", intent.amount),
            Leg("in_transit:payouts", -intent.amount),
        ],
        effective_at=at,
        memo=f"run {run.number}, again",
    )
    return intent
