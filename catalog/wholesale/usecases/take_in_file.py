"""Take in a catalogue file that was looked at, or have a second person sign it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.wholesale.queries import IMPORT, takes_two
from catalog.wholesale.usecases.import_catalog import ImportReport, import_catalog
from kith.proposals.models import Proposal
from kith.proposals.usecases.propose import propose
from kith.wall import public_side


@public_side
def take_in_file(
    *, content: bytes, filename: str, because: str, key: str, by: UUID, at: datetime
) -> ImportReport | Proposal:
    """
    Import a file, or return what waits for a second person where a price moves too far for one.

    Refusals stand in the report. A file that still waits is withdrawn by a newer one; the same
    key again returns the first.

    :raises AnotherImport: another file went in at the same moment
    :raises NoReason: no reason is given where a second person is asked
    """
    with transaction.atomic():
        report = import_catalog(
            content=content, filename=filename, dry_run=False, imported_by=by, at=at
        )
        is_for_two = takes_two(report.differences, at=at)
        # Only now, with the catalogue locked, it is certain how far prices move.
        transaction.set_rollback(is_for_two)
    if not is_for_two:
        return report
    return propose(
        kind=IMPORT,
        subject="file",
        key=key,
        because=because,
        facts={"filename": filename, "digest": hashlib.sha256(content).hexdigest()},
        content=content,
        by=by,
        at=at,
    )
