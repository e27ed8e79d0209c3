"""Freeze what every payee is due into a settlement run."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.events import RunFrozen
from billing.settlement.models import Accrual, Payee, Run, Transfer
from billing.settlement.models.runs import journal_key
from billing.settlement.sql_runs import freeze_run
from billing.settlement.sums import frozen_today
from billing.settlement.terms import payout_terms
from kith.audit.record import record
from kith.derived import derived_uuid
from kith.errors import DomainError, KeyReused
from kith.fence.gate import SendingHeld, standing
from kith.outbox import publish
from kith.series.numbers import next_number


class NothingDue(DomainError):
    """No payee has a due amount that may be paid."""

    code = "run.nothing_due"


def open_run(
    *, cut_off_at: datetime, opened_by: UUID | None, key: str, at: datetime, currency: str
) -> Run:
    """
    Open a run over everything payable at the cut-off; the same key returns the first run.

    Amounts, accounts and the exact shares are frozen here: what is earned, refunded or
    changed later waits for the next run. Each shop is settled by itself but for payees who
    agreed by `at` to have all settled together; what is below the minimum is carried over.

    Above the limit for one person it takes two; the runs of one day count together. Call it
    outside a transaction.

    :raises SendingHeld: what was paid out may be unknown here: its shares must not be frozen anew
    :raises NothingDue: there is nobody to pay; no run is opened
    :raises KeyReused: the key names a run with another cut-off or currency
    """
    where = standing(at=at)
    if not where.is_open:
        raise SendingHeld(
            _(where.held_because),
            mend=_("Compare the books under Unknown movements, then let payments go on."),
        )
    return _freeze(cut_off_at, opened_by, key, at, currency)


@transaction.atomic
def _freeze(
    cut_off_at: datetime, opened_by: UUID | None, key: str, at: datetime, currency: str
) -> Run:
    due = Accrual.objects.open().unheld().filter(currency=currency, payable_from__lte=cut_off_at)
    payees = Payee.objects.reachable().filter(accruals__in=due)
    # The lock comes first: refunds of these payees wait, and so does a second run.
    due_payees = Payee.objects.locked().filter(pk__in=payees.values("pk"))
    locked = [payee.pk for payee in due_payees]
    if run := Run.objects.filter(key=key).first():
        if (run.cut_off_at, run.currency) != (cut_off_at, currency):
            raise KeyReused(_("This form has opened run %(number)s.") % {"number": run.number})
        return run
    if not locked:
        raise _nothing_due()

    terms = payout_terms(currency=currency, at=at)
    run = Run.objects.create(
        uuid=derived_uuid("run", key),
        key=key,
        number=next_number(prefix="R-", at=at, digits=3),
        currency=currency,
        cut_off_at=cut_off_at,
        opened_by=opened_by,
        frozen_at=at,
    )
    freeze_run(
        run=run.pk,
        payees=locked,
        currency=currency,
        cut_off=cut_off_at,
        minimum=terms.minimum_minor,
        at=at,
    )
    transfers = list(Transfer.objects.filter(run=run).order_by("position"))
    if not transfers:
        raise _nothing_due()
    run.total_minor = sum(transfer.amount_minor for transfer in transfers)
    run.save(update_fields=["total_minor"])
    # The number above was taken under a lock: whoever opens another run sees this one's sum.
    of_the_day = frozen_today(currency=currency, at=at).minor
    run.approvals_needed = 2 if of_the_day > terms.four_eyes_above_minor else 1
    run.save(update_fields=["approvals_needed"])
    _set_aside(run, transfers, at)
    record(
        "run.opened",
        actor_id=opened_by,
        subject=f"run:{run.pk}",
        detail={"number": run.number, "total": str(run.total), "payments": len(transfers)},
        at=at,
    )
    publish(RunFrozen(run_id=run.pk), key=str(run.pk))
    return run


def _nothing_due() -> NothingDue:
    return NothingDue(
        _("Nobody has a due amount that can be paid"),
        mend=_("Wait for holds to end, or for payees to finish their payout account."),
    )


def _set_aside(run: Run, transfers: list[Transfer], at: datetime) -> None:
    """Post what each payee is owed from payable to on its way."""
    post_journals(
        entries=[
            Entry(
                key=journal_key(transfer.pk, "frozen"),
                kind="payout_frozen",
                legs=[
                    Leg("payable:payees", transfer.amount),
                    Leg("in_transit:payouts", -transfer.amount),
                ],
                effective_at=at,
                memo=f"run {run.number}",
            )
            for transfer in transfers
        ]
    )
