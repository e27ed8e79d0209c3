"""Read the CSV file a maker of SIMs delivers with a batch."""

import csv
import io

from django.utils.translation import gettext as _

from catalog.numbering.identifiers import SimRow
from kith.errors import DomainError

COLUMNS = ("iccid", "imsi", "form", "matching_id", "smdp_address", "eid")
REQUIRED = ("iccid", "imsi", "form")


class SimFileUnreadable(DomainError):
    code = "numbering.sim_file_unreadable"


def read_sim_csv(content: bytes) -> list[SimRow]:
    """
    Turn a CSV file with a header line into SIM rows; their content is judged elsewhere.

    :raises SimFileUnreadable: not UTF-8 text, a column is missing, or there are no rows
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SimFileUnreadable(
            _("The file is not text in UTF-8."), mend=_("Save it as CSV in UTF-8 and try again.")
        ) from problem
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    names = [name.strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise SimFileUnreadable(
            _("The first line lacks the columns %(columns)s.") % {"columns": ", ".join(missing)},
            mend=_("Begin the file with the line %(columns)s.") % {"columns": ",".join(COLUMNS)},
        )
    reader.fieldnames = names
    rows = [SimRow(**{name: (line.get(name) or "").strip() for name in COLUMNS}) for line in reader]
    if not rows:
        raise SimFileUnreadable(_("The file has no rows."), mend=_("Add a line for each SIM."))
    return rows
