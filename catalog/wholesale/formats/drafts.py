"""What every format comes down to: three kinds of resources, and what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from kith.money import Money

Traits = dict[str, Any]
UNLIMITED = None
# A trait that a file gives several values of, none of them marked as the one that counts.
OPEN = "open"
ALLOWANCES = ("data_mb", "minutes", "texts", "roaming_mb", "lines")


@dataclass(frozen=True)
class Refusal:
    """One thing wrong or odd with a file: where (`$.price.value`, `line 4, price`) and why."""

    path: str
    reason: str


def line_path(line: int, column: str = "") -> str:
    """Return where in a table it is, in the reader's words; the columns have one name."""
    if not column:
        return _("line %(line)s") % {"line": line}
    return _("line %(line)s, %(column)s") % {"line": line, "column": column}


@dataclass(frozen=True)
class _Resource:
    """What every resource has; `body` is the resource as it came, numbers exact."""

    code: str
    name: str
    lifecycle: str = ""
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    body: dict[str, Any] = field(default_factory=dict, hash=False)
    # Something it says that decides what is sold is not understood.
    is_doubtful: bool = False


@dataclass(frozen=True)
class SpecificationDraft(_Resource):
    traits: Traits = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class PriceDraft(_Resource):
    """
    A price; `amount` is what a buyer pays in total, None for one in per cent.

    `charge` is recurring, once, usage or discount, or `other` when its type is not understood.
    `term_days` is for how long it binds or is asked, 0 for no such thing, None when that is told
    in words only.
    """

    charge: str = "other"
    term_days: int | None = 0
    period: str = ""
    amount: Money | None = None
    tax_basis_points: int | None = None


@dataclass(frozen=True)
class OfferingDraft(_Resource):
    summary: str = ""
    is_sellable: bool = True
    specification_code: str = ""
    price_codes: tuple[str, ...] = ()
    term_days: int | None = 0
    traits: Traits = field(default_factory=dict, hash=False)


Draft = SpecificationDraft | PriceDraft | OfferingDraft


@dataclass(frozen=True)
class PriceListRow:
    """One line of a price list; None means the cell was empty and what stands is kept."""

    line: int
    code: str
    price: Money
    tax_basis_points: int
    period: str
    name: str | None = None
    summary: str | None = None
    lifecycle: str | None = None
    traits: Traits = field(default_factory=dict, hash=False)

    @property
    def tax_percent(self) -> Decimal:
        return Decimal(self.tax_basis_points) / 100


@dataclass
class Reading:
    """
    What a file holds, or why it is refused: with one refusal the rest is of no use.

    A remark is about a member that nothing here reads: it hinders nothing. `is_kept` is a reading
    of what stands in the catalogue already, where a size without a unit came in as megabytes.
    """

    drafts: list[Draft] = field(default_factory=list)
    rows: list[PriceListRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[Refusal] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    is_kept: bool = False

    def refuse(self, path: str, reason: str) -> None:
        self.refused.append(Refusal(path, reason))
