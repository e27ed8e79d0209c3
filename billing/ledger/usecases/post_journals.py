"""Write journals into the books of whichever side this work stands on."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.ledger.chart import chart_line
from billing.ledger.models import Account, Journal
from billing.ledger.sql_books import (
    JournalRow,
    LegRow,
    hold_books,
    write_journals,
    write_legs,
)
from kith.errors import DomainError, KeyReused
from kith.money import Money


class Unbalanced(DomainError):
    """The legs do not sum to zero in every currency."""

    code = "ledger.unbalanced"


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


@transaction.atomic
def post_journals(*, entries: Sequence[Entry]) -> list[PostedJournal]:
    """
    Write many journals at once; those whose key and body are in the books already stay as they are.

    :raises Unbalanced: the legs of a journal do not sum to zero, or there are none
    :raises KeyReused: a key already names a different journal
    :raises UnknownAccount: an account is in no chart
    """
    if not entries:
        return []
    for entry in entries:
        _refuse_unbalanced(entry)
    hashes = {entry.key: _hash_of(entry) for entry in entries}
    if len(hashes) != len(entries):
        raise KeyReused("one key names two journals of the same request")
    # The lock comes before the look: whoever writes the same key waits here.
    hold_books()
    standing = _standing(hashes)
    fresh = [entry for entry in entries if entry.key not in standing]
    written = {entry.key: _journal(entry, hashes[entry.key]) for entry in fresh}
    if fresh:
        write_journals([_row(journal) for journal in written.values()])
        write_legs(_legs(fresh, written))
    return [
        _answer(standing[entry.key], hashes[entry.key])
        if entry.key in standing
        else _answer(written[entry.key], hashes[entry.key], is_new=True)
        for entry in entries
    ]


def _standing(keys: Iterable[str]) -> dict[str, Journal]:
    return {row.key: row for row in Journal.objects.filter(key__in=list(keys))}


def _journal(entry: Entry, request_hash: str) -> Journal:
    return Journal(
        key=entry.key,
        request_hash=request_hash,
        kind=entry.kind,
        memo=entry.memo,
        reference=entry.reference,
        effective_at=entry.effective_at,
        reverses_id=entry.reverses,
    )


def _row(journal: Journal) -> JournalRow:
    return (
        journal.uuid,
        journal.key,
        journal.request_hash,
        journal.kind,
        journal.memo,
        journal.reference,
        journal.effective_at,
        journal.reverses_id,
    )


def _answer(row: Journal, request_hash: str, *, is_new: bool = False) -> PostedJournal:
    if row.request_hash != request_hash:
        raise KeyReused(f"{row.key} already names a different journal")
    return PostedJournal(row.uuid, row.key, row.kind, row.effective_at, is_new)


def _refuse_unbalanced(entry: Entry) -> None:
    sums: dict[str, int] = defaultdict(int)
    for leg in entry.legs:
        sums[leg.amount.currency] += leg.amount.minor
    if not any(leg.amount for leg in entry.legs):
        raise Unbalanced(f"{entry.key} moves nothing")
    if off := {currency: amount for currency, amount in sums.items() if amount}:
        raise Unbalanced(f"{entry.key} is off by {off}")


def _hash_of(entry: Entry) -> str:
    # When it happened is left out: a retry is the same request, a little later.
    body = [
        entry.kind,
        str(entry.reverses or ""),
        sorted((leg.account_code, leg.amount.currency, leg.amount.minor) for leg in entry.legs),
    ]
    return hashlib.sha256(json.dumps(body, separators=(",", ":")).encode()).hexdigest()


def _accounts(entries: Iterable[Entry]) -> dict[tuple[str, str], int]:
    """Return the accounts' ids, opening those that are new; the books are held."""
    wanted = {(leg.account_code, leg.amount.currency) for entry in entries for leg in entry.legs}
    codes = {code for code, _ in wanted}
    known = _ids(Account.objects.filter(code__in=codes))
    if missing := sorted(wanted - known.keys()):
        opened = [_account(code, currency) for code, currency in missing]
        known |= _ids(Account.objects.bulk_create(opened))
    return known


def _ids(accounts: Iterable[Account]) -> dict[tuple[str, str], int]:
    return {(account.code, account.currency): account.pk for account in accounts}


def _account(code: str, currency: str) -> Account:
    line = chart_line(code=code)
    return Account(
        code=code, currency=currency, kind=line.kind, may_go_negative=line.may_go_negative
    )


def _legs(entries: Sequence[Entry], journals: dict[str, Journal]) -> list[LegRow]:
    accounts = _accounts(entries)
    return [
        (
            journals[entry.key].pk,
            accounts[leg.account_code, leg.amount.currency],
            leg.amount.minor,
        )
        for entry in entries
        for leg in entry.legs
        if leg.amount
    ]
