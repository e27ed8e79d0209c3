"""What moved at the payment processor by its own account, and where our books say otherwise."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kith.money import Money


class Movement(models.Model):
    """One movement on the processor's balance, as last read there."""

    id = models.CharField(primary_key=True, max_length=80)
    kind = models.CharField(max_length=60)
    # What our journals name it by.
    reference = models.CharField(max_length=120, db_index=True)
    amount_minor = models.BigIntegerField()
    fee_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ReconciledDay(models.Model):
    """A day (in UTC) whose movements were matched with our books."""

    day = models.DateField(primary_key=True)
    at = models.DateTimeField()
    # By the database's clock, as journals say when they were recorded: what is booked later
    # for this day has not been looked at.
    looked_at = models.DateTimeField(db_default=Now())
    # Nobody: the nightly round.
    by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"{self.day}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def standing(self) -> DifferenceQuerySet:
        """Keep what the last look still found."""
        return self.filter(gone_at=None)

    def unexplained(self) -> DifferenceQuerySet:
        return self.standing().filter(explained_at=None)


class Difference(models.Model):
    """One movement that only one side knows, or that the two sides put at different amounts."""

    THEIRS, OURS, AMOUNT = "theirs", "ours", "amount"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # The movement's leg, or our journal: the same difference found again is this row.
    key = models.CharField(max_length=240, unique=True)
    kind = models.CharField(max_length=6)
    day = models.DateField(db_index=True)
    reference = models.CharField(max_length=120)
    movement = models.CharField(max_length=80, blank=True)
    journal_key = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    theirs_minor = models.BigIntegerField(null=True)
    ours_minor = models.BigIntegerField(null=True)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    explained_at = models.DateTimeField(null=True)
    explained_by = models.UUIDField(null=True)
    note = models.CharField(max_length=300, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="difference_says_who_knows_what",
                condition=Q(kind="theirs", theirs_minor__isnull=False, ours_minor=None)
                | Q(kind="ours", theirs_minor=None, ours_minor__isnull=False)
                | Q(kind="amount", theirs_minor__isnull=False, ours_minor__isnull=False),
            ),
            models.CheckConstraint(
                name="difference_is_explained_in_words_by_somebody",
                condition=Q(explained_at=None) | (Q(explained_by__isnull=False) & ~Q(note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"difference {self.key}"

    @property
    def is_only_theirs(self) -> bool:
        return self.kind == self.THEIRS

    @property
    def is_only_ours(self) -> bool:
        return self.kind == self.OURS

    @property
    def theirs(self) -> Money | None:
        return None if self.theirs_minor is None else Money(self.theirs_minor, self.currency)

    @property
    def ours(self) -> Money | None:
        return None if self.ours_minor is None else Money(self.ours_minor, self.currency)
