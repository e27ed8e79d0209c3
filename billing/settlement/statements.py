"""Issue statements of recovered money, and tell the seller of every statement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from billing.settlement.events import DebtWaived, PayoutArrived, StatementIssued
from billing.settlement.models import (
    Accrual,
    Payee,
    Reversal,
    Statement,
    StatementLine,
    WriteOff,
)
from kith.outbox import publish
from kith.series.numbers import next_number
from tenants.registry.queries import tenant_stands


def issue_recovery_statement(
    *,
    payee: Payee,
    rows: Sequence[Accrual],
    at: datetime,
    reversal: Reversal | None = None,
    write_off: WriteOff | None = None,
) -> Statement:
    """Issue the statement of claw-backs that were taken back or written off."""
    statement = Statement.objects.create(
        number=next_number(prefix="B-", at=at, digits=4),
        payee=payee,
        reversal=reversal,
        write_off=write_off,
        tenant_id=payee.party_ref if payee.party_kind == Payee.TENANT else None,
        issued_at=at,
        receiver_name=payee.display_name,
        total_minor=sum(row.amount_minor for row in rows),
        currency=rows[0].currency,
    )
    StatementLine.objects.bulk_create(
        [
            StatementLine(
                statement=statement,
                accrual=row,
                tenant_id=row.tenant_id,
                invoice_line_id=row.invoice_line_id,
                invoice_number=row.invoice_number,
                label=row.label,
                kind=row.kind,
                earned_at=row.accrued_at,
                amount_minor=row.amount_minor,
                currency=row.currency,
            )
            for row in rows
        ]
    )
    publish(StatementIssued(statement_id=statement.pk), key=str(statement.pk))
    tell_seller(statement, said=PayoutArrived if reversal else DebtWaived)
    return statement


def tell_seller(statement: Statement, *, said: type[PayoutArrived | DebtWaived]) -> None:
    """Post the news where the seller's own books hear it; a suspended shop's hear it later."""
    # A closed shop is still paid what it earned; it keeps no books any more.
    if statement.tenant_id is None or not tenant_stands(tenant_id=statement.tenant_id):
        return
    amount = -statement.total if said is DebtWaived else statement.total
    publish(
        said(statement_id=statement.pk, number=statement.number, amount=amount),
        key=str(statement.pk),
        to_tenant=statement.tenant_id,
    )
