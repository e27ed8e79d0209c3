"""Write journals into the books of whichever side this work stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from billing.ledger.chart import chart_line
from billing.ledger.sql_books import JournalRow, LegRow, Standing, post
from kith.errors import DomainError, KeyReused
from kith.money import Money


class Unbalanced(DomainError):
    """The legs do not sum to zero in every currency."""

    code = "ledger.unbalanced"


class AlreadyReversed(DomainError):
    """The journal was reversed before, under another key."""

    code = "ledger.already_reversed"


@dataclass(frozen=True)
class Leg:
    """One side of a movement: a positive amount debits the account, a negative one credits it."""

    account_code: str
    amount: Money


@dataclass(frozen=True)
class Entry:
    """A journal to be written."""

    key: str
    kind: str
    legs: Sequence[Leg]
    effective_at: datetime
    memo: str = ""
    reverses: UUID | None = None
    reference: str = ""


@dataclass(frozen=True)
class PostedJournal:
    """A journal as it stands in the books; `is_new` is false when it was there already."""

    uuid: UUID
    key: str
    kind: str
    effective_at: datetime
    is_new: bool


def post_journals(*, entries: Sequence[Entry]) -> list[PostedJournal]:
    """
    Write many journals at once; those whose key and body are in the books already stay as they are.

    Takes no lock but on accounts that may not go below zero. Who writes a key that another
    transaction is writing waits for it, and finds what it wrote. A key that names another journal
    ends the transaction this is part of: nothing of it may stand.

    :raises Unbalanced: the legs of a journal do not sum to zero, or there are none
    :raises KeyReused: a key already names a different journal
    :raises AlreadyReversed: another key reversed the same journal before
    :raises UnknownAccount: an account is in no chart
    """
    if not entries:
        return []
    for entry in entries:
        _refuse_unbalanced(entry)
    uuids = {entry.key: uuid4() for entry in entries}
    if len(uuids) != len(entries):
        raise KeyReused(what="one key names two journals of the same request")
    rows = [_row(entry, uuids[entry.key]) for entry in entries]
    legs = [leg for turn, entry in enumerate(entries, start=1) for leg in _legs(turn, entry)]
    # One statement, which needs no savepoint of its own.
    with transaction.atomic(savepoint=False):
        standing = {row[1]: row for row in post(rows, legs)}
        return [_answer(entry, uuids[entry.key], standing.get(entry.key)) for entry in entries]


def _row(entry: Entry, uuid: UUID) -> JournalRow:
    return (
        str(uuid),
        entry.key,
        entry.kind,
        entry.memo,
        entry.reference,
        entry.effective_at,
        str(entry.reverses) if entry.reverses else None,
    )


def _legs(turn: int, entry: Entry) -> list[LegRow]:
    rows = []
    for leg in entry.legs:
        line = chart_line(code=leg.account_code)
        if leg.amount.minor:
            rows.append(
                (
                    turn,
                    leg.account_code,
                    leg.amount.currency,
                    line.kind,
                    line.may_go_negative,
                    leg.amount.minor,
                )
            )
    return rows


def _answer(entry: Entry, uuid: UUID, standing: Standing | None) -> PostedJournal:
    if standing is None:
        raise AlreadyReversed(f"what {entry.key} reverses was reversed by another journal")
    its_uuid, key, kind, effective_at, is_same = standing
    if not is_same:
        raise KeyReused(what=f"{key} already names a different journal")
    return PostedJournal(its_uuid, key, kind, effective_at, is_new=its_uuid == uuid)


def _refuse_unbalanced(entry: Entry) -> None:
    sums: dict[str, int] = defaultdict(int)
    moves = False
    for leg in entry.legs:
        sums[leg.amount.currency] += leg.amount.minor
        moves = moves or bool(leg.amount)
    if not moves:
        raise Unbalanced(f"{entry.key} moves nothing")
    if any(sums.values()):
        off = {currency: amount for currency, amount in sums.items() if amount}
        raise Unbalanced(f"{entry.key} is off by {off}")
