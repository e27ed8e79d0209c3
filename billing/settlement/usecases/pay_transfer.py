"""Write down that a transfer's money reached the payee's account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journal import post_journal
from billing.ledger.usecases.post_journals import Leg
from billing.settlement.events import PayoutArrived, StatementIssued
from billing.settlement.models import Accrual, Payee, Statement, Transfer
from billing.settlement.models.runs import journal_key
from billing.settlement.sql_runs import write_statement_lines
from billing.settlement.statements import tell_seller
from kith.errors import DomainError
from kith.outbox import publish


class PaidTwice(DomainError):
    """The processor sent it a second time, after it had ended."""

    code = "transfer.paid_twice"


@transaction.atomic
def pay_transfer(*, transfer_id: UUID, transfer_reference: str, at: datetime) -> Transfer:
    """
    End a transfer as paid: its shares are paid, its statement is issued; twice changes nothing.

    :raises PaidTwice: it ended before, and not by this reference
    """
    transfer = Transfer.objects.locked().select_related("run", "payee").get(pk=transfer_id)
    if transfer.state == Transfer.PAID and transfer.transfer_reference == transfer_reference:
        return transfer
    if transfer.is_over:
        raise PaidTwice(
            f"{transfer} ended as {transfer.state}, yet {transfer_reference} was sent for it"
        )
    transfer.end(Transfer.PAID, at=at, transfer_reference=transfer_reference)
    _issue_statement(transfer, at)
    Accrual.objects.filter(transfer=transfer, state=Accrual.IN_RUN).update(state=Accrual.PAID)
    post_journal(
        key=journal_key(transfer.pk, "paid"),
        kind="payout_paid",
        postings=[
            Leg("in_transit:payouts", transfer.amount),
            Leg("cash:stripe", -transfer.amount),
        ],
        effective_at=at,
        memo=f"run {transfer.run.number}, {transfer_reference}",
        reference=transfer_reference,
    )
    return transfer


def _issue_statement(transfer: Transfer, at: datetime) -> None:
    payee = transfer.payee
    statement = Statement.objects.create(
        number=f"{transfer.run.number}-{transfer.position:04d}",
        payee=payee,
        run=transfer.run,
        transfer=transfer,
        tenant_id=payee.party_ref if payee.party_kind == Payee.TENANT else None,
        issued_at=at,
        receiver_name=payee.display_name,
        total_minor=transfer.amount_minor,
        currency=transfer.currency,
    )
    write_statement_lines(statement=statement.pk, transfer=transfer.pk)
    publish(StatementIssued(statement_id=statement.pk), key=str(statement.pk))
    tell_seller(statement, said=PayoutArrived)
