"""Who is due money that cannot reach them, whose it is, and when they were last asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import Now

from billing.settlement.cut_offs import cut_off_of
from billing.settlement.models import Accrual, Payee
from billing.settlement.models.payees import PayeeQuerySet
from billing.settlement.netting import together
from billing.settlement.sums import in_the_black_and_red
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import owners_of, shops_owned_by

# Nobody is reminded more often.
PAUSE = timedelta(days=7)


@dataclass(frozen=True)
class Unpaid:
    """Somebody who is due money and cannot be paid; one amount in each currency."""

    payee: Payee
    amounts: tuple[Money, ...]
    since: datetime


@public_side
def unpaid(*, at: datetime, among: Collection[UUID] | None = None) -> list[Unpaid]:
    """Return who is due money now and cannot be paid, by name; or those of them among these."""
    due = _due_to_the_unreachable().filter(payable_from__lte=cut_off_of(at))
    if among is not None:
        due = due.filter(payee__in=among)
    rows = list(
        due.values("payee", "currency", "tenant_id")
        .annotate(sum=Sum("amount_minor"), since=Min("payable_from"))
        .order_by("payee__display_name", "payee", "currency", "tenant_id")
    )
    payees = Payee.objects.in_bulk({row["payee"] for row in rows})
    agreed = together(payees.keys(), at=at)
    found = []
    for payee_id, group in groupby(rows, key=lambda row: row["payee"]):
        theirs = list(group)
        sums = ((row["currency"], row["sum"]) for row in theirs)
        amounts = _owed(sums, is_one=payee_id in agreed)
        if amounts:
            since = min(row["since"] for row in theirs)
            found.append(Unpaid(payees[payee_id], amounts, since))
    return found


@public_side
def unreachable_payees(*, long: timedelta) -> int:
    """Count who has been due something for so long and cannot be paid."""
    due = _due_to_the_unreachable().filter(payable_from__lte=Now() - long)
    rows = due.values("payee").annotate(sum=Sum("amount_minor"))
    return rows.filter(sum__gt=0).count()


def people_behind(payees: Iterable[Payee]) -> dict[UUID, UUID]:
    """Return who is written to about each payee; whose shop is closed, or nobody's, is absent."""
    listed = list(payees)
    owners = owners_of(ids={one.party_ref for one in listed if one.shop_id})
    people = {one.pk: owners.get(one.party_ref) if one.shop_id else one.party_ref for one in listed}
    return {payee_id: person for payee_id, person in people.items() if person}


def payees_of(people: Collection[UUID]) -> PayeeQuerySet:
    """Select all payees of these people: themselves, and their shops."""
    shops = [card.uuid for card in shops_owned_by(person_ids=people)]
    return Payee.objects.filter(
        Q(party_kind=Payee.PERSON, party_ref__in=people)
        | Q(party_kind=Payee.TENANT, party_ref__in=shops)
    )


@public_side
def last_reminded(people: Collection[UUID]) -> dict[UUID, datetime]:
    """Return when each of these people was last reminded, of whichever account."""
    rows = list(payees_of(people).exclude(reminded_at=None))
    return latest_of(rows, people_behind(rows))


def latest_of(payees: Iterable[Payee], behind: Mapping[UUID, UUID]) -> dict[UUID, datetime]:
    """Return when the people behind these payees were last reminded."""
    latest: dict[UUID, datetime] = {}
    for row in payees:
        if row.reminded_at:
            person = behind[row.pk]
            latest[person] = max(row.reminded_at, latest.get(person, row.reminded_at))
    return latest


def _due_to_the_unreachable() -> QuerySet[Accrual]:
    return Accrual.objects.open().unheld().exclude(payee__in=Payee.objects.reachable())


def _owed(rows: Iterable[tuple[str, int]], *, is_one: bool) -> tuple[Money, ...]:
    sums: dict[str, list[int]] = defaultdict(list)
    for currency, minor in rows:
        sums[currency].append(minor)
    totals = (
        Money(in_the_black_and_red(minors, is_one=is_one)[0], currency)
        for currency, minors in sums.items()
    )
    return tuple(total for total in totals if total.minor > 0)
