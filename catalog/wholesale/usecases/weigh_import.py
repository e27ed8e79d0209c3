"""Say what a catalogue file would do in the shops, before it is taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from catalog.wholesale.queries import as_it_would_be, takes_two
from catalog.wholesale.questions import lines_on, offers_on
from catalog.wholesale.usecases.import_catalog import ImportReport
from kith.money import Money
from kith.wall import in_tenant
from tenants.registry.queries import live_tenants


@dataclass
class Touched:
    """What becomes of one product in all shops together."""

    code: str
    shops: int = 0
    offers: int = 0
    stopped: int = 0
    lines: int = 0
    # What the lines in service pay a month, currency by currency; they keep their price.
    paid: dict[str, Money] = field(default_factory=dict)


@dataclass(frozen=True)
class Weighed:
    """What a file would do."""

    touched: list[Touched]
    # A price moves further than one person may have it.
    takes_two: bool


def weigh_import(*, report: ImportReport, at: datetime) -> Weighed:
    """
    Weigh what a dry run reports; nothing is written.

    Every shop is entered once: with many shops it takes as many looks.
    """
    products = {
        code: as_it_would_be(row, at=at) if row else {} for code, row in report.products.items()
    }
    touched = {code: Touched(code) for code in products}
    for tenant in live_tenants() if products else ():
        with in_tenant(tenant):
            seen = {code: kinds.get(tenant.kind) for code, kinds in products.items()}
            for code, offers in offers_on(products=seen).items():
                touched[code].shops += 1
                touched[code].offers += offers.on_sale
                touched[code].stopped += offers.stopped
            for code, lines in lines_on(codes=list(products)).items():
                paid, more = touched[code].paid, lines.paid_monthly
                touched[code].lines += lines.count
                paid[more.currency] = paid.get(more.currency, Money.zero(more.currency)) + more
    found = [one for one in touched.values() if one.offers or one.lines]
    return Weighed(found, takes_two=takes_two(report.differences, at=at))
