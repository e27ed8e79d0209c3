"""The letterbox of the house: posted letters, their deliveries, scheduled slots."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q


class Letter(models.Model):
    """One event, posted in the same transaction as the change it tells of."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    event = models.CharField(max_length=80)
    tenant_id = models.UUIDField(null=True)
    # Two letters of one key are one letter; without a key each stands alone.
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField()
    posted_at = models.DateTimeField(db_default=models.functions.Now())
    available_at = models.DateTimeField(null=True)
    sorted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(name="letters_to_sort", fields=["posted_at"], condition=Q(sorted_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.id}"


class DeliveryQuerySet(models.QuerySet):
    def due(self, *, at: datetime) -> DeliveryQuerySet:
        return self.filter(done_at=None, parked_at=None, next_try_at__lte=at)


class Delivery(models.Model):
    """One letter on its way to one reaction."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=200)
    tenant_id = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # Since when a worker has it; whoever does holds its lock as well.
    taken_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
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
        indexes = [
            models.Index(
                name="deliveries_to_make",
                fields=["next_try_at"],
                condition=Q(done_at=None, parked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} of {self.letter_id}"


class JobRun(models.Model):
    """A scheduled job's claim on one slot of time: two schedulers do nothing twice."""

    name = models.CharField(max_length=80)
    slot = models.CharField(max_length=40)
    started_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_job_runs_once_a_slot", fields=["name", "slot"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"
