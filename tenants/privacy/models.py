"""Copies that people asked for of all that is theirs, and accounts on their way to an end."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from kith.lockable import Lockable


class PersonalCopyQuerySet(Lockable, models.QuerySet["PersonalCopy"]):
    """Chainable filters over copies."""

    def of_person(self, person_id: object) -> Self:
        return self.filter(person_id=person_id)

    def in_the_making(self) -> Self:
        """Keep those that are not written yet."""
        return self.filter(ready_at=None)


class PersonalCopy(models.Model):
    """One file with all that the network holds of a person, from when they asked until it went."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    asked_at = models.DateTimeField()
    # How far it is: the network's side, then each shop.
    place_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, db_index=True)
    byte_count = models.BigIntegerField(null=True)

    objects = PersonalCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_has_one_copy_in_the_making",
                fields=["person_id"],
                condition=Q(ready_at=None),
            ),
            CheckConstraint(
                name="a_copy_that_is_ready_has_a_size",
                condition=Q(ready_at=None) | Q(byte_count__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.ready_at is not None


class DepartureQuerySet(Lockable, models.QuerySet["Departure"]):
    """Chainable filters over departures."""

    def waiting(self) -> Self:
        """Keep those that may still be undone."""
        return self.filter(undone_at=None, stopped_at=None, done_at=None)

    def due_at(self, at: datetime) -> Self:
        return self.waiting().filter(due_at__lte=at)


class Departure(models.Model):
    """One person's wish that their account ends, until it does, is undone, or cannot be met."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    # Something of theirs had begun meanwhile that has to end first.
    stopped_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_departs_once_at_a_time",
                fields=["person_id"],
                condition=Q(undone_at=None, stopped_at=None, done_at=None),
            ),
            CheckConstraint(
                name="a_departure_ends_in_one_way",
                condition=Q(undone_at=None, stopped_at=None)
                | Q(undone_at=None, done_at=None)
                | Q(stopped_at=None, done_at=None),
            ),
            CheckConstraint(
                name="a_departure_leaves_time_to_undo_it", condition=Q(due_at__gt=F("asked_at"))
            ),
        ]

    def __str__(self) -> str:
        return f"departure {self.pk}"
