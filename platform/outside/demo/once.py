"""
What of the demo's year was lived already.

Each piece of it is a row beside what it did, in one transaction: whoever is ended goes on with the
first piece that has no row, and two who live one year at once never do a piece twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from kith.outbox.models import JobRun
from kith.wall import in_public

JOB = "demo.load"


def once(piece: str, act: Callable[[], object]) -> None:
    """Do a piece unless it was done; where it fails or is ended nothing of it stands."""
    if is_done(piece):
        return
    with transaction.atomic():
        # First: another who is at it now is waited for, and refused.
        note_done(piece)
        act()


def is_done(piece: str) -> bool:
    """Say whether a piece stands."""
    with in_public():
        return JobRun.objects.filter(name=JOB, slot=piece).exists()


def note_done(piece: str, *, at: datetime | None = None) -> None:
    """Write down that a piece stands, since a moment or since now."""
    with in_public():
        JobRun.objects.create(name=JOB, slot=piece, claimed_at=at or Now())
