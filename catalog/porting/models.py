"""Numbers on their way to other operators, and from them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from kith.lockable import Lockable
from kith.transmission.models import Transmission, TransmissionQuerySet

# How a way out ended.
MOVED, CANCELLED, LOCKED, REPLACED = "moved", "cancelled", "locked", "replaced"
# How a way in ends otherwise.
REFUSED = "refused"


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


class PortInQuerySet(TransmissionQuerySet["PortIn"]):
    def open(self):
        return self.filter(closed_at=None)


class PortIn(Transmission):
    """
    One wish to bring a number along, and what is sent to the network about it now.

    The errand is to ask for the number, later perhaps to call it off; `done` says that the network
    took the errand. What becomes of the number stands beside it: the other operator agrees, then
    it moves, or it does not come.
    """

    BRING, LEAVE = "bring", "leave"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line_id = models.UUIDField()
    person_id = models.UUIDField()
    e164 = models.CharField(max_length=16)
    operator = models.CharField(max_length=80)
    # What its holder is known by there; empty once it is good for nothing.
    account = models.CharField(max_length=40, blank=True, default="")
    asked_at = models.DateTimeField()
    errand = models.CharField(max_length=5, default=BRING)
    # The network's own name for it.
    reference = models.CharField(max_length=120, blank=True, default="")
    # The day that was wished for, then the one the other operator agreed to.
    moves_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, default="")
    # Why it was refused or called off: a code of ours, or the network's own words.
    reason = models.CharField(max_length=200, blank=True, default="")

    objects = PortInQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="port_in_ends_in_a_known_way_and_without_the_account",
                condition=Q(closed_at=None, outcome="")
                | Q(closed_at__isnull=False, outcome__in=(MOVED, REFUSED, CANCELLED), account=""),
            ),
            CheckConstraint(
                name="port_in_errand_is_known", condition=Q(errand__in=("bring", "leave"))
            ),
            CheckConstraint(
                name="port_in_state_is_known", condition=Q(state__in=Transmission.STATES)
            ),
            UniqueConstraint(
                fields=["line_id"], condition=Q(closed_at=None), name="line_waits_for_one_number"
            ),
        ]
        indexes = [Index(fields=["line_id", "asked_at", "id"], name="port_in_of_line")]

    def __str__(self) -> str:
        return f"{self.e164} comes"

    @property
    def comes_back(self) -> bool:
        """Whether the letter that carries it has to come again: until it is known how it ended."""
        return self.closed_at is None

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None
