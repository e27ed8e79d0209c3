"""Numbers on their way to other operators."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from kith.lockable import Lockable

# How a way out ended.
MOVED, CANCELLED, LOCKED, REPLACED = "moved", "cancelled", "locked", "replaced"


class PortOutQuerySet(Lockable, models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)


class PortOut(models.Model):
    """One wish to take a number along, with the code that lets it go."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line_id = models.UUIDField()
    person_id = models.UUIDField()
    e164 = models.CharField(max_length=16)
    # Its holder's alone; empty once it is good for nothing.
    code = models.CharField(max_length=12, blank=True, default="")
    asked_at = models.DateTimeField()
    good_until = models.DateTimeField()
    # Who named the right code, and since when the number is on its way.
    operator = models.CharField(max_length=80, blank=True, default="")
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, default="")

    objects = PortOutQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="port_out_ends_in_a_known_way_and_without_its_code",
                condition=Q(ended_at=None, outcome="") & ~Q(code="")
                | Q(
                    ended_at__isnull=False,
                    outcome__in=(MOVED, CANCELLED, LOCKED, REPLACED),
                    code="",
                ),
            ),
            UniqueConstraint(
                fields=["line_id"], condition=Q(ended_at=None), name="line_leaves_by_one_code"
            ),
        ]
        indexes = [Index(fields=["line_id", "asked_at", "id"], name="port_out_of_line")]

    def __str__(self) -> str:
        return f"{self.e164} leaves"

    def is_good_at(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.good_until

    def end(self, *, outcome: str, at: datetime) -> None:
        """Close it, and forget its code."""
        self.ended_at, self.outcome, self.code = at, outcome, ""
        self.save(update_fields=["ended_at", "outcome", "code"])
