"""Give up what a payee owes, once enough people said so."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.models import Accrual, WriteOff
from billing.settlement.statements import issue_recovery_statement
from kith.errors import DomainError


class RecoveredMeanwhile(DomainError):
    """Some of it was set off or taken back since it was asked for."""

    code = "write_off.recovered_meanwhile"


def carry_out(write_off: WriteOff, *, at: datetime) -> None:
    """
    Write the locked payee's claw-backs off and say so on a statement.

    :raises RecoveredMeanwhile: they no longer sum to what was asked for
    """
    named = Accrual.objects.recoverable().filter(write_off=write_off)
    rows = list(named.order_by("accrued_at", "pk"))
    if -sum(row.amount_minor for row in rows) != write_off.amount_minor:
        raise RecoveredMeanwhile(
            _("A part of it was recovered since it was asked for"),
            mend=_("Ask again: the new request takes the old one's place."),
        )
    Accrual.objects.filter(pk__in=[row.pk for row in rows]).update(state=Accrual.WAIVED)
    write_off.done_at = at
    write_off.save(update_fields=["done_at", "approved_by"])
    post_journal(
        key=f"write_off:{write_off.pk}",
        kind="write_off",
        postings=[
            Leg("expense:write_offs", write_off.amount),
            Leg("payable:payees", -write_off.amount),
        ],
        effective_at=at,
        memo=write_off.reason[:200],
    )
    issue_recovery_statement(payee=write_off.payee, rows=rows, at=at, write_off=write_off)
