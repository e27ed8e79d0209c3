"""Tables as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

# A cell that starts so would be run by a spreadsheet.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def csv_text(*, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a CSV table, every cell quoted; text is defused, numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_defused(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def csv_answer(
    *, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> HttpResponse:
    """Return a CSV file to be kept."""
    answer = HttpResponse(
        csv_text(header=header, rows=rows), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
