"""Name the numbers that are left out, given twice, or say otherwise than the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Min, Q

from billing.entities.models import Document, EntityDetails, NumberSeries
from billing.entities.numbering import number_of
from billing.entities.sellers import Seller
from kith.wall import public_side

# A series with a long gap is named once, not once a number.
NAMED = 20


@dataclass(frozen=True)
class Issued:
    """One paper as its shop has it: its number, and who it says sold."""

    number: str
    seller: Mapping[str, Any] | None


@public_side
def faults_of_numbers() -> list[str]:
    """Name each gap in a company's numbers, and each number that is not its place's."""
    told = Count("documents")
    rows = NumberSeries.objects.annotate(
        told=told, first=Min("documents__position"), far=Max("documents__position")
    )
    off = rows.exclude(Q(told=F("last")) & (Q(last=0) | Q(first=1, far=F("last"))))
    faults = []
    for series in off.select_related("entity").order_by("pk"):
        faults += _gaps_of(series)
    return faults + _faults_of_words()


@public_side
def faults_of_papers(*, tenant_id: UUID, issued: Mapping[UUID, Issued]) -> list[str]:
    """
    Hold a shop's papers against the register: by id, those that say which company sold.

    Names a paper that bears another number, one that was given none, a number whose paper is
    gone, and one that says of the company what it never said.
    """
    given = dict(Document.objects.filter(tenant_id=tenant_id).values_list("document_id", "number"))
    faults = [
        f"{paper.number} was given to no paper of this shop"
        if document_id not in given
        else f"{paper.number} is the paper that {given[document_id]} was given to"
        for document_id, paper in issued.items()
        if given.get(document_id) != paper.number
    ]
    faults += [
        f"the paper that {number} was given to is gone"
        for document_id, number in given.items()
        if document_id not in issued
    ]
    words = [Seller.of(row).kept for row in EntityDetails.objects.select_related("entity")]
    return faults + [
        f"{paper.number} says of the company what it never said"
        for paper in issued.values()
        if paper.seller not in words
    ]


def _gaps_of(series: NumberSeries) -> list[str]:
    there = set(series.documents.values_list("position", flat=True))
    missing = [n for n in range(1, max(series.last, *there, 0) + 1) if n not in there]
    names = [
        number_of(code=series.entity.code, kind=series.kind, year=series.year, position=position)
        for position in missing
    ]
    faults = [f"{name} was left out" for name in names[:NAMED]]
    if len(names) > NAMED:
        faults.append(f"and {len(names) - NAMED} more of {series}")
    if there and max(there) > series.last:
        faults.append(f"the series {series} says less than was given")
    return faults


def _faults_of_words() -> list[str]:
    """A number says its company, kind, year and place."""
    rows = Document.objects.order_by("pk").values_list(
        "number", "series__entity__code", "series__kind", "series__year", "position"
    )
    wanted = (
        (number, number_of(code=code, kind=kind, year=year, position=position))
        for number, code, kind, year, position in rows.iterator()
    )
    return [f"{number} stands in the place of {name}" for number, name in wanted if number != name]
