"""What others may ask of the audit log, each from the public side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from kith.audit.models import AuditEntry
from kith.wall.side import public_side


@dataclass(frozen=True)
class Recorded:
    """One privileged action as it was recorded."""

    subject: str
    actor_id: UUID | None
    detail: dict[str, Any]
    happened_at: datetime


@public_side
def recorded(*, action: str) -> list[Recorded]:
    """Return all that was recorded of an action, oldest first."""
    entries = AuditEntry.objects.filter(action=action).order_by("pk")
    return [_recorded(entry) for entry in entries]


@public_side
def last_recorded(*, action: str, subject: str = "") -> Recorded | None:
    """Return what was recorded of an action last, of one subject where it is named."""
    entries = AuditEntry.objects.filter(action=action)
    if subject:
        entries = entries.filter(subject=subject)
    entry = entries.order_by("-pk").first()
    return _recorded(entry) if entry else None


def _recorded(entry: AuditEntry) -> Recorded:
    return Recorded(entry.subject, entry.actor_id, entry.detail, entry.happened_at)


def entries(*, text: str = "") -> QuerySet[AuditEntry]:
    """
    Return the entries whose action or subject begins with these words; all of them without.

    What happened last comes first, whenever it was written down; what happened at one moment
    stands in the order in which it was written.
    """
    found = AuditEntry.objects.order_by("-happened_at", "-pk")
    if not text:
        return found
    return found.filter(Q(action__startswith=text) | Q(subject__startswith=text))
