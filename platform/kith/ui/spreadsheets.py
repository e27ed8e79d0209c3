"""Tables as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel import numbers
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from kith.money import Money
from kith.ui.components.values import looked_up
from kith.ui.formats import local, locale_name
from kith.ui.shapes import Column, Link, Tagged

# A cell that starts so would be run by a spreadsheet.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
# A list is asked for as a file by its own address, filters and all: `?as=csv`.
PARAMETER = "as"
FORMAT = "csv"


def csv_text(*, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    Return a CSV table, every cell quoted; text is defused, numbers stay numbers.

    Moments are told in the active zone, the shop's, and all of it is written as a spreadsheet of
    the reader's language writes it: in Spanish with semicolons and a decimal comma.
    """
    out = io.StringIO()
    point = numbers.get_decimal_symbol(locale_name())
    # Where the comma is in the numbers, spreadsheets part cells by semicolons.
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, delimiter=";" if point == "," else ",")
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(cell, point) for cell in row])
    return out.getvalue()


def csv_answer(
    *, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a CSV file to be kept."""
    # Without the mark Excel takes UTF-8 for the alphabet of its country.
    content = BYTE_ORDER_MARK + csv_text(header=header, rows=rows)
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # Who took it away is written down (`kith.audit.files`).
    answer.list_name = name  # type: ignore[attr-defined]
    return answer


def wants_csv(request: HttpRequest) -> bool:
    """Is this page's list asked for as a file?"""
    return request.GET.get(PARAMETER) == FORMAT


def led_to_file(request: HttpRequest, page: str) -> HttpResponse:
    """Lead from where a list's file used to be to the list itself, asked for as a file."""
    asked = request.GET.copy()
    asked[PARAMETER] = FORMAT
    return HttpResponsePermanentRedirect(f"{page}?{asked.urlencode()}")


def table_answer(
    *, name: str, columns: Sequence[Column], rows: Iterable[Mapping[str, Any]]
) -> HttpResponse:
    """
    Return a page's table as a CSV file: amounts as plain numbers, their currency beside.

    A column is headed by its key, the same in every language; by its label where the key is a path.
    """
    keys = [column.key for column in columns]
    header = [str(column.label) if "." in column.key else column.key for column in columns]
    found = [[looked_up(row, key) for key in keys] for row in rows]
    currencies = [
        next((value.currency for value in row if isinstance(value, Money)), "") for row in found
    ]
    cells = [[_plain(value) for value in row] for row in found]
    if any(currencies):
        header.append("currency")
        cells = [[*row, currency] for row, currency in zip(cells, currencies, strict=True)]
    return csv_answer(name=name, header=header, rows=cells)


def _plain(value: object) -> object:
    if isinstance(value, Money):
        return value.to_decimal()
    if isinstance(value, Tagged | Link):
        return str(value.text)
    if value is None:
        return ""
    return value if isinstance(value, int | float | Decimal | date) else str(value)


def _cell(cell: object, point: str) -> object:
    if isinstance(cell, datetime):
        return f"{local(cell):%Y-%m-%d %H:%M:%S}"
    if isinstance(cell, Decimal | float):
        return str(cell).replace(".", point)
    return _defused(cell) if isinstance(cell, str) else cell


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
