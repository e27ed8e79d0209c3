"""Numbers of a company's papers: in one series through all its shops, without a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from billing.entities.models import NumberSeries
from billing.entities.sellers import Seller
from billing.entities.sql_numbers import hold_series, write_given
from kith.wall import day_here, in_public, required_tenant

INVOICE, CREDIT_NOTE = NumberSeries.INVOICE, NumberSeries.CREDIT_NOTE
DEBIT_NOTE = NumberSeries.DEBIT_NOTE
# What stands between a company's code and the year.
MARKS = {INVOICE: "", CREDIT_NOTE: "C-", DEBIT_NOTE: "D-"}
DIGITS = 6


def number_of(*, code: str, kind: str, year: int, position: int) -> str:
    """Return a number as it stands on the paper: `NL-2026-000017`, `NL-C-2026-000003`."""
    return f"{code}-{MARKS[kind]}{year}-{position:0{DIGITS}d}"


class HeldNumbers:
    """
    The series of one kind of paper, held until the transaction ends.

    Every shop of the company waits for them: work out all that can be worked out before, hold them,
    look once more for what somebody else issued meanwhile, and write. What is given comes back
    if the transaction fails.
    """

    def __init__(self, *, seller: Seller, kind: str, days: Iterable[datetime]) -> None:
        self._seller, self._kind = seller, kind
        years = {day_here(day).year for day in days}
        with in_public():
            self._last = hold_series(entity_id=seller.entity_id, kind=kind, years=sorted(years))

    def give(self, papers: Sequence[tuple[UUID, datetime]]) -> dict[UUID, str]:
        """Return the next number for each paper, in this order, in its day's year here."""
        tenant = required_tenant()
        given = []
        for document_id, at in papers:
            year = day_here(at).year
            series = self._last[year]
            series[1] += 1
            number = number_of(
                code=self._seller.code, kind=self._kind, year=year, position=series[1]
            )
            given.append((series[0], series[1], number, document_id))
        if given:
            with in_public():
                write_given(tenant_id=tenant.uuid, given=given)
        return {document_id: number for *_rest, number, document_id in given}


def next_number(*, seller: Seller, kind: str, document_id: UUID, at: datetime) -> str:
    """Return the number of one paper; no shop takes one of its kind until we commit."""
    held = HeldNumbers(seller=seller, kind=kind, days=[at])
    return held.give([(document_id, at)])[document_id]
