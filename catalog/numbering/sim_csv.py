"""Read the CSV file a maker of SIMs delivers with a batch."""

from django.utils.translation import gettext as _

from catalog.numbering.identifiers import SimRow, written_plainly
from kith.csv_files import NoCsv, Row, csv_rows
from kith.errors import DomainError

COLUMNS = ("iccid", "imsi", "form", "matching_id", "smdp_address", "eid")
REQUIRED = ("iccid", "imsi")


class SimFileUnreadable(DomainError):
    code = "numbering.sim_file_unreadable"


def read_sim_csv(content: bytes, *, form: str = "") -> list[SimRow]:
    """
    Turn a CSV file with a header line into SIM rows; their content is judged elsewhere.

    Makers leave the form out, for they deliver one: `form` is that of each row that names none.

    :raises SimFileUnreadable: not UTF-8 text, no table, a column is missing, or there are no rows
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SimFileUnreadable(
            _("The file is not text in UTF-8."), mend=_("Save it as CSV in UTF-8 and try again.")
        ) from problem
    try:
        header, *lines = list(csv_rows(text)) or [Row(1, [])]
    except NoCsv as problem:
        raise SimFileUnreadable(
            _("From line %(line)s on the file is no CSV: %(reason)s.")
            % {"line": problem.line, "reason": problem},
            mend=_("Save it as CSV again. Often a quotation mark is never closed there."),
        ) from problem
    names = [name.strip().lower() for name in header.cells]
    required = REQUIRED if form else (*REQUIRED, "form")
    if missing := [name for name in required if name not in names]:
        raise SimFileUnreadable(
            _("The first line lacks the columns %(columns)s.") % {"columns": ", ".join(missing)},
            mend=_("Choose the form of the SIMs beside the file.")
            if missing == ["form"]
            else _("Begin the file with the line %(columns)s.") % {"columns": ",".join(COLUMNS)},
        )
    rows = []
    for line in lines:
        told = dict(zip(names, line.cells, strict=False))
        row = {name: written_plainly(name, told.get(name, "")) for name in COLUMNS}
        rows.append(SimRow(**row | {"form": row["form"] or form}, place=line.line - header.line))
    if not rows:
        raise SimFileUnreadable(_("The file has no rows."), mend=_("Add a line for each SIM."))
    return rows
