"""Write down that an intent's money reached the payee's account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.events import PayoutArrived, StatementIssued
from billing.settlement.models import Accrual, Intent, Payee, Statement
from billing.settlement.models.runs import journal_key
from billing.settlement.sql_runs import write_statement_lines
from billing.settlement.stating import tell_seller
from kith.errors import DomainError
from kith.outbox import publish


class PaidTwice(DomainError):
    """A second transfer turned up for an intent that ended already."""

    code = "intent.paid_twice"


@transaction.atomic
def pay_intent(*, intent_id: UUID, transfer_id: str, at: datetime) -> Intent:
    """
    End an intent as paid: its shares are paid, its statement is issued; twice changes nothing.

    :raises PaidTwice: the intent ended before, and not with this transfer
    """
    intent = Intent.objects.locked().select_related("run", "payee").get(pk=intent_id)
    if intent.state == Intent.PAID and intent.transfer_id == transfer_id:
        return intent
    if intent.is_over:
        raise PaidTwice(f"{intent} ended as {intent.state}, yet {transfer_id} was sent for it")
    intent.end(Intent.PAID, at=at, transfer_id=transfer_id)
    _issue_statement(intent, at)
    Accrual.objects.filter(intent=intent, state=Accrual.IN_RUN).update(state=Accrual.PAID)
    post_journal(
        key=journal_key(intent.pk, "paid"),
        kind="payout_paid",
        postings=[
            Leg("in_transit:payouts", intent.amount),
            Leg("cash:stripe", -intent.amount),
        ],
        effective_at=at,
        memo=f"run {intent.run.number}, {transfer_id}",
        reference=transfer_id,
    )
    return intent


def _issue_statement(intent: Intent, at: datetime) -> None:
    payee = intent.payee
    statement = Statement.objects.create(
        number=f"{intent.run.number}-{intent.position:04d}",
        payee=payee,
        run=intent.run,
        intent=intent,
        tenant_id=payee.party_ref if payee.party_kind == Payee.TENANT else None,
        issued_at=at,
        total_minor=intent.amount_minor,
        currency=intent.currency,
    )
    write_statement_lines(statement=statement.pk, intent=intent.pk)
    publish(StatementIssued(statement_id=statement.pk), key=str(statement.pk))
    tell_seller(statement, said=PayoutArrived)
