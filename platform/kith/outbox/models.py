"""The letterbox of the house: posted letters, their deliveries, scheduled slots."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """One event, posted in the same transaction as the change it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.CharField(max_length=80)
    tenant_id = models.UUIDField(null=True)
    # Two letters of one key are one letter; without a key each stands alone.
    key = models.CharField(max_length=200)
    payload = models.JSONField()
    posted_at = models.DateTimeField(db_default=models.functions.Now())
    available_at = models.DateTimeField(null=True)
    sorted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Of one tenant: nobody keeps another's letter away by posting its key first.
            models.UniqueConstraint(
                name="a_key_is_posted_once", fields=["tenant_id", "key"], nulls_distinct=False
            ),
        ]
        indexes = [
            models.Index(name="letters_to_sort", fields=["posted_at"], condition=Q(sorted_at=None)),
            # Beside it `letters_by_time`, a block range index, for the sweep.
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"


class DeliveryQuerySet(models.QuerySet):
    def due(self, *, at: datetime) -> DeliveryQuerySet:
        return self.filter(done_at=None, parked_at=None, next_try_at__lte=at)

    def parked(self) -> DeliveryQuerySet:
        """Tried for the last time: a person has to look."""
        return self.filter(parked_at__isnull=False)

    def waiting(self) -> DeliveryQuerySet:
        """Held up by an outage, and tried again by themselves."""
        return self.filter(waiting_since__isnull=False, done_at=None, parked_at=None)


class Delivery(models.Model):
    """One letter on its way to one reaction."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=200)
    tenant_id = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Since when a worker has it, and the number of that worker's lock (`claims`).
    taken_at = models.DateTimeField(null=True)
    taken_by = models.IntegerField(null=True)
    # It was in a batch when its worker died: taken by itself from now on, so that a fault of its
    # own is counted against nobody else.
    is_alone = models.BooleanField(default=False)
    # Since when what it needs is away, and how often it was waited for (`outages`).
    waiting_since = models.DateTimeField(null=True)
    wait_count = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    # How long after that it is wanted: what is wanted first is made first (`claims`).
    patience = models.DurationField(default=timedelta(0), db_default=timedelta(0))
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_letter_reaches_a_reaction_once", fields=["letter", "reaction"]
            ),
        ]
        # Beside it `deliveries_by_urgency`, of what is not over, by when it is wanted.

    def __str__(self) -> str:
        return f"{self.reaction} of {self.letter_id}"


class JobRun(models.Model):
    """One turn of a scheduled job: noted once, done once; two schedulers do nothing twice."""

    name = models.CharField(max_length=80)
    slot = models.CharField(max_length=40)
    # The turn by the timetable; None marks what is loaded once, such as the demo's history.
    due_at = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(db_default=models.functions.Now())
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_job_runs_once_a_slot", fields=["name", "slot"]),
        ]
        indexes = [models.Index(name="turns_of_a_job", fields=["name", "-due_at"])]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"
