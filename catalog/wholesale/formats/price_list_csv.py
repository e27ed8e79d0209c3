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

from catalog.wholesale.formats.amounts import amount_of, problem_of_currency, rate_at
from catalog.wholesale.formats.drafts import ALLOWANCES, PriceListRow, Reading
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
        reading.refuse(f"line {error.line}", f"this is no CSV: {error}")
        return reading
    if not found:
        reading.refuse("line 1", "the file is empty")
        return reading
    header, *rows = found
    if not _columns_hold(header.cells, reading):
        return reading
    names = [name.strip().lower() for name in header.cells]
    seen: dict[str, int] = {}
    for row in rows:
        _take(row.cells, names, row.line, seen, reading)
    if not reading.rows and not reading.refused:
        reading.refuse("line 2", "there is a header and no row")
    return reading


def _columns_hold(header: list[str], reading: Reading) -> bool:
    names = [name.strip().lower() for name in header]
    for at, name in enumerate(names):
        where = f"line 1, column {at + 1}"
        if name not in COLUMNS:
            reading.refuse(where, f"“{header[at]}” is no column: {', '.join(COLUMNS)}")
        elif name in names[:at]:
            reading.refuse(where, f"“{name}” is named twice")
    for name in ALWAYS:
        if name not in names:
            reading.refuse("line 1", f"the column “{name}” is missing")
    return not reading.refused


def _take(
    cells: list[str], names: list[str], line: int, seen: dict[str, int], reading: Reading
) -> None:
    if len(cells) != len(names):
        hint = ""
        if len(cells) > len(names):
            hint = "; put a cell that holds the separator in double quotes"
        reading.refuse(f"line {line}", f"has {len(cells)} cells, the header {len(names)}{hint}")
        return
    if len(reading.rows) >= MOST_ROWS:
        reading.refuse(f"line {line}", f"take at most {MOST_ROWS} rows a file")
        return
    row = {name: visible_text(cell) for name, cell in zip(names, cells, strict=True)}
    told = len(reading.refused)
    for name in dict.fromkeys((*ALWAYS, *LONGEST)):
        value = row.get(name, "")
        if name in ALWAYS and not value:
            reading.refuse(f"line {line}, {name}", "is empty")
        if len(value) > LONGEST.get(name, 100):
            reading.refuse(f"line {line}, {name}", f"is longer than {LONGEST[name]} characters")
    if len(reading.refused) > told:
        return
    if row["code"] in seen:
        reading.refuse(
            f"line {line}, code", f"“{row['code']}” stands on line {seen[row['code']]} before"
        )
        return
    seen[row["code"]] = line
    if (draft := _row(row, line, reading)) is not None:
        reading.rows.append(draft)


def _row(row: dict[str, str], line: int, reading: Reading) -> PriceListRow | None:
    told = len(reading.refused)
    currency = row["currency"].upper()
    if problem := problem_of_currency(currency):
        reading.refuse(f"line {line}, currency", problem)
        return None
    number = _number(row["price"], f"line {line}, price", reading)
    where = f"line {line}, price"
    price = None if number is None else amount_of(number, currency, where, reading)
    if price is not None and not price:
        reading.refuse(f"line {line}, price", "is zero: a base product costs something")
    where = f"line {line}, tax_percent"
    rate_text = row["tax_percent"].removesuffix("%").strip()
    rate = rate_at(_number(rate_text, where, reading, is_small=True), where, reading)
    period = row["period"].lower()
    if period not in PERIODS:
        reading.refuse(f"line {line}, period", f"“{row['period']}” is none of {', '.join(PERIODS)}")
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
        reason = (
            f"“{text}” could be {doubt.thousands} or {doubt.small}: write it without a sign "
            "between thousands, and with another number of digits than three behind the point"
        )
    except NotWritten:
        if re.fullmatch(r"[\d.,\s'’]+", text):
            reason = f"“{text}” has signs between thousands: write 1234.50 or 1234,50"
        elif text.startswith("-"):
            reason = f"“{text}” is below zero"
        else:
            reason = f"“{text}” is no number: write 12.50 or 12,50, without a currency sign"
    reading.refuse(where, reason)
    return None


def _traits(row: dict[str, str], line: int, reading: Reading) -> dict[str, Any]:
    traits: dict[str, Any] = {}
    if word := row.get("kind"):
        traits["kind"] = kind_of_product(word)
        if not traits["kind"]:
            reading.refuse(
                f"line {line}, kind",
                f"“{word}” is none of prepaid, monthly, data, family, addon",
            )
    for name in ALLOWANCES:
        if text := row.get(name):
            value, problem = allowance_of(text, name)
            traits[name] = value
            if problem:
                reading.refuse(f"line {line}, {name}", problem)
    return traits
