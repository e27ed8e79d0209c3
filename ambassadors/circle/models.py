"""The people one seller serves, ring by ring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from kith.fields import ListField
from kith.lockable import Lockable

RING_SIZES = (5, 15, 50, 150, 500)
# A reseller starts with the first three; the wider ones are earned.
FIRST_SIZES = RING_SIZES[:3]
# A year, and the week that is running.
WEEKS_KEPT = 53
ONLY = 1


@dataclass(frozen=True)
class HealthWeek:
    """How well the circle was kept in one week, named by its Monday."""

    week_on: date
    active_lines: int
    served_lines: int
    # None while there are too few lines to say anything.
    percent: int | None
    measured_at: datetime


class CircleQuerySet(Lockable, models.QuerySet):
    pass


class Circle(models.Model):
    """How wide the circle is open and how well it was kept: a single row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    widest = models.PositiveSmallIntegerField(default=FIRST_SIZES[-1])
    # Size of a ring -> when it was opened.
    rings = models.JSONField(default=dict)
    # The measured weeks, the newest first.
    weeks = ListField(HealthWeek)

    objects = CircleQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(name="circle_is_one", condition=Q(id=ONLY)),
            CheckConstraint(name="a_ring_has_a_known_size", condition=Q(widest__in=RING_SIZES)),
        ]

    def __str__(self) -> str:
        return f"circle of {self.widest}"

    def open_ring(self, size: int, *, at: datetime) -> None:
        """Let the circle grow to this size."""
        self.widest = max(self.widest, size)
        self.rings[str(size)] = at.isoformat()

    def keep_week(self, week: HealthWeek) -> None:
        """Keep how well the circle was kept in a week, as it was measured last."""
        # A turn that failed comes again after the next one; of two of one moment the new one stays.
        measured = sorted([*self.weeks, week], key=lambda row: row.measured_at)
        by_week = {row.week_on: row for row in measured}
        self.weeks = [by_week[week_on] for week_on in sorted(by_week, reverse=True)][:WEEKS_KEPT]


class InvitationQuerySet(Lockable, models.QuerySet):
    def open(self) -> Self:
        """Keep those that may still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A place kept for one friend, by name."""

    token = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    # Empty when the seller passes the link on by hand.
    sent_to = models.EmailField(blank=True)
    words = models.CharField(max_length=300, blank=True)
    invited_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_friend_has_one_open_invitation",
                fields=["sent_to"],
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(sent_to=""),
            ),
            CheckConstraint(
                name="a_withdrawn_invitation_was_not_accepted",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.name}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class MemberQuerySet(models.QuerySet):
    def inside(self) -> Self:
        """Keep those who take a place in a ring."""
        return self.filter(joined_at__isnull=False, left_at=None)

    def waiting(self) -> Self:
        """Keep those served already, for whom no ring has room yet."""
        return self.filter(joined_at=None, left_at=None)


class Member(models.Model):
    """One customer of this shop as part of its seller's circle."""

    person_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    order_id = models.UUIDField(null=True)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, related_name="member"
    )
    came_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = MemberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.joined_at is None and self.left_at is None

    def enter(self, *, at: datetime) -> None:
        """Take a place in the ring."""
        self.joined_at = at
