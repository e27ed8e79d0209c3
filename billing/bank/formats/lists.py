"""What came in on an account as a table: one row an amount, with these columns."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from billing.bank.formats import MOST_CREDITS, BadFile, Credit, Listing
from billing.bank.formats.camt053 import read_amount, read_day
from kith.csv_files import NoCsv, Row, csv_rows
from kith.visible import visible_text

NEEDED = ("account", "booked_on", "amount", "currency")
COLUMNS = (*NEEDED, "bank_reference", "payer_name", "payer_iban", "text")


def read_list(content: bytes) -> list[Listing]:
    """
    Return what came in on each account of a table; amounts below zero went out, and are left.

    :raises BadFile: it is no such table, or says what cannot be
    """
    try:
        rows = list(csv_rows(content.decode("utf-8-sig")))
    except UnicodeDecodeError as wrong:
        raise BadFile(
            _("The file is neither XML nor a table in UTF-8."),
            mend=_("Save it as CSV in UTF-8, or use camt.053."),
        ) from wrong
    except NoCsv as wrong:
        raise BadFile(_("From line %(line)s on it is no table.") % {"line": wrong.line}) from wrong
    if not rows:
        raise BadFile(_("The file is empty."))
    header = [cell.strip().lower() for cell in rows[0].cells]
    if missing := [name for name in NEEDED if name not in header]:
        raise BadFile(
            _("The table lacks these columns: %(names)s.") % {"names": ", ".join(missing)},
            mend=_("The first line names the columns: %(names)s.") % {"names": ", ".join(COLUMNS)},
        )
    if len(rows) - 1 > MOST_CREDITS:
        raise BadFile(
            _("The file lists more than %(most)s amounts.") % {"most": MOST_CREDITS},
            mend=_("Ask the bank for fewer days at a time."),
        )
    return _listings(header, rows[1:])


def _listings(header: Sequence[str], rows: Sequence[Row]) -> list[Listing]:
    came: dict[tuple[str, str], list[Credit]] = {}
    gone: dict[tuple[str, str], int] = {}
    for row in rows:
        if len(row.cells) != len(header):
            raise BadFile(
                _("Line %(line)s has another number of cells than the first.") % {"line": row.line}
            )
        cells = dict(zip(header, (cell.strip() for cell in row.cells), strict=True))
        account = cells["account"].replace(" ", "").upper(), cells["currency"].upper()
        came.setdefault(account, [])
        if cells["amount"].startswith("-"):
            gone[account] = gone.get(account, 0) + 1
            continue
        came[account].append(_credit(cells, row.line))
    return [
        Listing(iban, currency, tuple(found), gone.get((iban, currency), 0))
        for (iban, currency), found in came.items()
    ]


def _credit(cells: dict[str, str], line: int) -> Credit:
    try:
        return Credit(
            reference=cells.get("bank_reference", "")[:140],
            booked_on=read_day(cells["booked_on"]),
            amount=read_amount(cells["amount"], cells["currency"].upper()),
            payer_name=visible_text(cells.get("payer_name", ""))[:140],
            payer_iban=cells.get("payer_iban", "").replace(" ", "").upper()[:34],
            text=visible_text(cells.get("text", ""))[:500],
        )
    except BadFile as wrong:
        raise BadFile(
            _("Line %(line)s: %(what)s") % {"line": line, "what": wrong}, mend=wrong.mend
        ) from wrong
