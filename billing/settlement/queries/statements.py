"""The statements a party was given."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from billing.settlement.models import (
    Statement,
    StatementLine,
)
from kith.wall import public_side


@public_side
def statements_of(*, party_kind: str, party_ref: UUID, limit: int = 50) -> list[Statement]:
    """Return a party's statements, newest first."""
    rows = Statement.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    rows = rows.select_related("transfer", "reversal__transfer")
    return list(rows.order_by("-issued_at", "-pk")[:limit])


@public_side
def statement_of(
    *, number: str, party_kind: str, party_ref: UUID
) -> tuple[Statement, list[StatementLine]]:
    """
    Return one statement of a party with its lines.

    :raises Statement.DoesNotExist: this party has no such statement
    """
    rows = Statement.objects.select_related("payee", "run", "transfer", "reversal__transfer")
    statement = rows.get(number=number, payee__party_kind=party_kind, payee__party_ref=party_ref)
    return statement, list(statement_lines(statement))


def statement_lines(statement: Statement) -> Iterator[StatementLine]:
    """Yield a statement's lines, oldest first."""
    yield from statement.lines.order_by("earned_at", "invoice_number", "pk")
