"""Drop the pictures a shop shows no more."""

import os
from datetime import date, datetime

from django.db import transaction

from kith.retention import Rule, over_before
from kith.wall import required_tenant
from tenants.workspace.logos import logo_folder
from tenants.workspace.models import Workspace

# Mails that were sent show the logo of their day.
RULES = [Rule(since=date(2026, 12, 1), days=90)]


@transaction.atomic
def sweep_logos(*, at: datetime) -> int:
    """
    Drop files that were no logo of this shop for long enough; returns how many went.

    A file's time is when it was last seen in use: it is written here, for the logo that is shown.
    """
    before = over_before(RULES, at=at)
    # Whoever uploads a logo holds the row before the file is written.
    shown = set(Workspace.objects.select_for_update().values_list("logo", flat=True))
    dropped = 0
    for path in logo_folder(required_tenant().uuid).glob("*"):
        if path.name in shown:
            os.utime(path, (at.timestamp(), at.timestamp()))
        elif before is not None and path.stat().st_mtime < before.timestamp():
            path.unlink()
            dropped += 1
    return dropped
