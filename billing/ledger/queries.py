"""What others may ask of the books. Each answers for the side the asker stands on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from billing.ledger.models import Account, Journal, Posting
from billing.ledger.sql_books import misstated_keys
from kith.money import Money
from kith.wall import public_side

# What an account's balance is: the sum of its postings.
SUM = Sum("postings__amount_minor", default=0)


@dataclass(frozen=True)
class JournalLine:
    """One leg as an accountant reads it."""

    journal: UUID
    key: str
    kind: str
    effective_at: datetime
    memo: str
    account_code: str
    amount: Money


def balance(*, code: str, currency: str) -> Money:
    """Return an account's balance, debits positive; zero where it was never used."""
    found = Account.objects.filter(code=code, currency=currency).annotate(sum_minor=SUM)
    return Money(found.values_list("sum_minor", flat=True).first() or 0, currency)


def balances(*, code: str) -> list[Money]:
    """Return an account's balance in each currency it was used in, by name."""
    rows = Account.objects.filter(code=code).annotate(sum_minor=SUM).order_by("currency")
    return [Money(row.sum_minor, row.currency) for row in rows]


def journal_lines(*, key: str = "", account_code: str = "", limit: int = 500) -> list[JournalLine]:
    """Return the legs of one journal, or the newest of one account."""
    rows = Posting.objects.select_related("journal", "account")
    if key:
        rows = rows.filter(journal__key=key).order_by("pk")
    else:
        rows = rows.filter(account__code=account_code).order_by("-pk")
    return [
        JournalLine(
            row.journal_id,
            row.journal.key,
            row.journal.kind,
            row.journal.effective_at,
            row.journal.memo,
            row.account.code,
            Money(row.amount_minor, row.account.currency),
        )
        for row in rows[:limit]
    ]


def journal_count() -> int:
    """Return how many journals stand in the books of this side."""
    return Journal.objects.count()


def has_journal(key: str) -> Exists:
    """Return the condition that the books know the key in that column of the asker's rows."""
    return Exists(Journal.objects.filter(key=OuterRef(key)))


def known_keys(*, keys: Sequence[str]) -> set[str]:
    """Return those of the keys that stand in the books."""
    return set(Journal.objects.filter(key__in=keys).values_list("key", flat=True))


def keys_by_reference(*, references: Sequence[str]) -> dict[str, str]:
    """Return the key of a journal for each of the processor's ids that the books know."""
    rows = Journal.objects.filter(reference__in=references).order_by("-recorded_at", "pk")
    return dict(rows.values_list("reference", "key"))


def unreferenced(*, account_code: str) -> list[str]:
    """Return the keys of journals on an account that name nothing outside the house."""
    rows = Posting.objects.filter(account__code=account_code, journal__reference="")
    return list(rows.order_by("pk").values_list("journal__key", flat=True)[:50])


def legs_by_journal(*, kinds: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return what each journal of some kinds moves on each account, by the journal's key."""
    rows = Posting.objects.filter(journal__kind__in=kinds).order_by("pk")
    legs: dict[str, dict[str, int]] = {}
    for key, code, minor in rows.values_list("journal__key", "account__code", "amount_minor"):
        accounts = legs.setdefault(key, {})
        accounts[code] = accounts.get(code, 0) + minor
    return legs


def clearing_balances() -> dict[tuple[str, str], int]:
    """Return the balances of all clearing accounts of this side by (code, currency)."""
    rows = Account.objects.filter(kind="clearing").annotate(sum_minor=SUM).order_by("pk")
    return {(row.code, row.currency): row.sum_minor for row in rows}


def faults_of_books() -> list[str]:
    """Name what is off in the books of this side: nothing, when they are right."""
    unbalanced = (
        Posting.objects.values("journal__key", "account__currency")
        .annotate(off=Sum("amount_minor"))
        .exclude(off=0)
        .order_by("journal__key")
    )
    faults = [
        f"journal {row['journal__key']} is off by {row['off']} {row['account__currency']}"
        for row in unbalanced
    ]
    guarded = Account.objects.filter(may_go_negative=False).annotate(sum_minor=SUM)
    faults += [
        f"account {row} says {row.balance_minor}, its postings sum to {row.sum_minor}"
        for row in guarded.exclude(sum_minor=F("balance_minor")).order_by("pk")
    ]
    faults += [f"journal {key} says other legs than it has" for key in misstated_keys()]
    empty = Journal.objects.annotate(legs=Count("postings")).filter(Q(legs__lt=2)).order_by("key")
    return faults + [f"journal {row.key} has {row.legs} legs" for row in empty]


@public_side
def known_references(*, references: Iterable[str]) -> set[str]:
    """Return which of these things at the processor stand in the telco's books."""
    rows = Journal.objects.filter(reference__in=list(references))
    return set(rows.values_list("reference", flat=True).distinct().order_by())


@public_side
def newest_reference_at() -> datetime | None:
    """Return when the newest thing moved that the telco's books know at the processor."""
    rows = Journal.objects.exclude(reference="").order_by("-effective_at", "-pk")
    return rows.values_list("effective_at", flat=True).first()
