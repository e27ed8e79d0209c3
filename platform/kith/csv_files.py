"""Tables that people upload: one reader for every dialect spreadsheets write."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

_SEPARATORS = ";,\t"
# Excel writes and reads a first line that names the separator.
_NAMED = "sep="


class Row(NamedTuple):
    """The cells of one row, and the line of the file it begins at."""

    line: int
    cells: list[str]


class NoCsv(ValueError):
    """From this line on the text is no table; the message says why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


def csv_rows(text: str) -> Iterator[Row]:
    """
    Yield the rows that hold anything, the header first; cells are parted by ; or , or tabs.

    A line `sep=;` before the header is obeyed, the empty rows a spreadsheet adds are passed over.

    :raises NoCsv: a quote that is never closed, a cell without end, or a character no table holds
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise NoCsv(text[: text.index("\0")].count("\n") + 1, _("it holds a NUL character"))
    first, _end, rest = text.partition("\n")
    passed = 0
    named = first.strip().strip('"')
    if named.lower().startswith(_NAMED) and len(named) <= len(_NAMED) + 1:
        separator = first.strip("\r").strip('"')[len(_NAMED) :] or "\t"
        text, passed = rest, 1
    else:
        separator = max(_SEPARATORS, key=first.count)
    if len(separator) != 1:
        raise NoCsv(1, _("it names no separator"))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield Row(begins + passed, cells)
            begins = lines.line_num + 1
    except csv.Error as error:
        raise NoCsv(
            begins + passed, _("a quotation mark is never closed, or a cell has no end")
        ) from error
