"""
Read a price list.

The first line names the columns, in any order: `code price currency period tax_percent` always,
and `name kind summary data_mb minutes texts roaming_mb lines status` where wanted. Cells are
parted by semicolons, commas or tabs; the text is UTF-8, with or without a byte order mark.

`price` is what a buyer pays in total, `tax_percent` is in per cent (21 or 21.0, never 0.21),
`period` is month, week or once. The decimal sign is a point or a comma; between thousands stands
nothing, and 1.200, which could be two numbers, is refused. `data_mb` and `roaming_mb` are counted
in megabytes (a gigabyte is 1024), or name their unit: 40 GB. An empty cell keeps what the
catalogue says.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats.amounts import amount_of, problem_of_currency, rate_at
from catalog.wholesale.formats.drafts import ALLOWANCES, PriceListRow, Reading, line_path
from catalog.wholesale.formats.traits import allowance_of, kind_of_product
from kith.csv_files import NoCsv, csv_rows
from kith.visible import visible_text
from kith.written import DoubtfulNumber, NotWritten, number_written

ALWAYS = ("code", "price", "currency", "period", "tax_percent")
SOMETIMES = ("name", "kind", "summary", *ALLOWANCES, "status")
COLUMNS = (*ALWAYS, *SOMETIMES)
PERIODS = ("month", "week", "once")
LONGEST = {"code": 100, "name": 200, "summary": 2000, "status": 60}
MOST_ROWS = 20_000


def read_price_list(text: str) -> Reading:
    """Return the rows of a price list; every fault is told with its line and column."""
    reading = Reading()
    try:
        found = list(csv_rows(text))
    except NoCsv as error:
        reading.refuse(line_path(error.line), _("this is no CSV: %(error)s") % {"error": error})
        return reading
    if not found:
        reading.refuse(line_path(1), _("the file is empty"))
        return reading
    header, *rows = found
    if not _columns_hold(header.cells, reading):
        return reading
    names = [name.strip().lower() for name in header.cells]
    seen: dict[str, int] = {}
    for row in rows:
        _take(row.cells, names, row.line, seen, reading)
    if not reading.rows and not reading.refused:
        reading.refuse(line_path(2), _("there is a header and no row"))
    return reading


def _columns_hold(header: list[str], reading: Reading) -> bool:
    names = [name.strip().lower() for name in header]
    for at, name in enumerate(names):
        where = _("line %(line)s, column %(column)s") % {"line": 1, "column": at + 1}
        if name not in COLUMNS:
            reading.refuse(
                where,
                _("“%(value)s” is no column: %(known)s")
                % {"value": header[at], "known": ", ".join(COLUMNS)},
            )
        elif name in names[:at]:
            reading.refuse(where, _("“%(name)s” is named twice") % {"name": name})
    for name in ALWAYS:
        if name not in names:
            reading.refuse(line_path(1), _("the column “%(name)s” is missing") % {"name": name})
    return not reading.refused


def _take(
    cells: list[str], names: list[str], line: int, seen: dict[str, int], reading: Reading
) -> None:
    if len(cells) != len(names):
        hint = ""
        if len(cells) > len(names):
            hint = _("; put a cell that holds the separator in double quotes")
        reading.refuse(
            line_path(line),
            _("has %(count)s cells, the header %(count2)s%(hint)s")
            % {"count": len(cells), "count2": len(names), "hint": hint},
        )
        return
    if len(reading.rows) >= MOST_ROWS:
        reading.refuse(
            line_path(line), _("take at most %(most)s rows a file") % {"most": MOST_ROWS}
        )
        return
    row = {name: visible_text(cell) for name, cell in zip(names, cells, strict=True)}
    told = len(reading.refused)
    for name in dict.fromkeys((*ALWAYS, *LONGEST)):
        value = row.get(name, "")
        if name in ALWAYS and not value:
            reading.refuse(line_path(line, name), _("is empty"))
        if len(value) > LONGEST.get(name, 100):
            reading.refuse(
                line_path(line, name),
                _("is longer than %(value)s characters") % {"value": LONGEST[name]},
            )
    if len(reading.refused) > told:
        return
    if row["code"] in seen:
        reading.refuse(
            line_path(line, "code"),
            _("“%(code)s” is on line %(value)s already")
            % {"code": row["code"], "value": seen[row["code"]]},
        )
        return
    seen[row["code"]] = line
    if (draft := _row(row, line, reading)) is not None:
        reading.rows.append(draft)


def _row(row: dict[str, str], line: int, reading: Reading) -> PriceListRow | None:
    told = len(reading.refused)
    currency = row["currency"].upper()
    if problem := problem_of_currency(currency):
        reading.refuse(line_path(line, "currency"), problem)
        return None
    number = _number(row["price"], line_path(line, "price"), reading)
    where = line_path(line, "price")
    price = None if number is None else amount_of(number, currency, where, reading)
    if price is not None and not price:
        reading.refuse(line_path(line, "price"), _("is zero: a base product costs something"))
    where = line_path(line, "tax_percent")
    rate_text = row["tax_percent"].removesuffix("%").strip()
    rate = rate_at(_number(rate_text, where, reading, is_small=True), where, reading)
    period = row["period"].lower()
    if period not in PERIODS:
        reading.refuse(
            line_path(line, "period"),
            _("“%(period)s” must be month, week or once") % {"period": row["period"]},
        )
    traits = _traits(row, line, reading)
    if len(reading.refused) > told or price is None or rate is None:
        return None
    return PriceListRow(
        line=line,
        code=row["code"],
        price=price,
        tax_basis_points=rate,
        period=period,
        name=row.get("name") or None,
        summary=row.get("summary") or None,
        lifecycle=row.get("status") or None,
        traits=traits,
    )


def _number(text: str, where: str, reading: Reading, *, is_small: bool = False) -> Decimal | None:
    try:
        return number_written(text)
    except DoubtfulNumber as doubt:
        if is_small:
            return Decimal(doubt.small)
        reason = _(
            "“%(text)s” could be %(thousands)s or %(small)s: write it without a sign "
            "between thousands, and with another number of digits than three behind "
            "the point"
        ) % {"text": text, "thousands": doubt.thousands, "small": doubt.small}
    except NotWritten:
        if re.fullmatch(r"[\d.,\s'’]+", text):
            reason = _("“%(text)s” has signs between thousands: write 1234.50 or 1234,50") % {
                "text": text
            }
        elif text.startswith("-"):
            reason = _("“%(text)s” is below zero") % {"text": text}
        else:
            reason = _("“%(text)s” is no number: write 12.50 or 12,50, without a currency sign") % {
                "text": text
            }
    reading.refuse(where, reason)
    return None


def _traits(row: dict[str, str], line: int, reading: Reading) -> dict[str, Any]:
    traits: dict[str, Any] = {}
    if word := row.get("kind"):
        traits["kind"] = kind_of_product(word)
        if not traits["kind"]:
            reading.refuse(
                line_path(line, "kind"),
                _("“%(word)s” is none of prepaid, monthly, data, family, addon") % {"word": word},
            )
    for name in ALLOWANCES:
        if text := row.get(name):
            value, problem = allowance_of(text, name)
            traits[name] = value
            if problem:
                reading.refuse(line_path(line, name), problem)
    return traits
