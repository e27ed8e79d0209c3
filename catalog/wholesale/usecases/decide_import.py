"""Take in a catalogue file that somebody else proposed, or turn it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.wholesale.queries import IMPORT
from catalog.wholesale.usecases.import_catalog import ImportReport, import_catalog
from kith.errors import DomainError
from kith.proposals.usecases.decide import decide
from kith.wall import public_side


class NoLongerFits(DomainError):
    """What it builds on has changed since it was looked at."""

    code = "catalogue.no_longer_fits"


@public_side
@transaction.atomic
def decide_import(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime
) -> ImportReport | None:
    """
    Decide on a proposed file; agreed to, it is taken in as a whole, once.

    :raises SamePerson: they proposed it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises AnotherImport: another file went in at the same moment
    :raises NoLongerFits: a mistake is in it by now, seen from the catalogue of today
    """
    found = decide(kind=IMPORT, proposal_id=proposal_id, is_agreed=is_agreed, by=by, at=at)
    if found is None or not is_agreed:
        return None
    report = import_catalog(
        content=bytes(found.content or b""),
        filename=found.facts["filename"],
        dry_run=False,
        imported_by=found.asked_by,
        at=at,
    )
    if report.refused:
        raise NoLongerFits(
            _("%(file)s no longer fits the catalogue.") % {"file": found.facts["filename"]},
            mend=_("Turn it down, and upload it again."),
        )
    return report
