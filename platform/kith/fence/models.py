"""Which installation these data belong to, when it last looked outside, and what holds it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from kith.lockable import Lockable


class Installation(models.Model):
    """The one installation that may send for these data; a copy has another name outside."""

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE)
    identity = models.UUIDField()
    # Written on everything that is sent. It grows whenever a person says who goes on.
    epoch = models.PositiveIntegerField(default=1)
    # When a person last said that the books and the world agree again.
    reconciled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="there_is_one_installation", condition=Q(id=1)),
            models.CheckConstraint(name="an_epoch_is_counted_from_one", condition=Q(epoch__gte=1)),
        ]

    def __str__(self) -> str:
        return f"installation {self.identity} in epoch {self.epoch}"


class Look(models.Model):
    """
    The last look outside, and marks of the database that made it.

    A database that was put back, copied or promoted carries the row of its past; the marks do
    not fit it then.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    # By the database's clock, as its server says when it started.
    looked_at = models.DateTimeField()
    # Which transaction wrote the installation's row: whoever loads a dump writes it anew.
    written_by = models.CharField(max_length=20)
    # The history the server writes: a stand-by that takes over begins another.
    timeline = models.CharField(max_length=8)

    class Meta:
        constraints = [models.CheckConstraint(name="there_is_one_look", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"look of {self.looked_at}"


class PauseQuerySet(Lockable, models.QuerySet["Pause"]):
    def standing(self) -> PauseQuerySet:
        return self.filter(released_at=None)


class Pause(models.Model):
    """Nothing is sent: why, since when, and which two people ended it."""

    # Something was sent that the books do not know; another house goes on; this is a copy.
    UNKNOWN, NEWER, COPY = "unknown", "newer", "copy"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    reason = models.CharField(max_length=8)
    opened_at = models.DateTimeField()
    # The newest epoch that was seen outside.
    newest_epoch = models.PositiveIntegerField(default=0)
    # When the world was last looked at since.
    looked_at = models.DateTimeField(null=True)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reason"],
                condition=Q(released_at=None),
                name="a_reason_holds_sending_once",
            ),
            models.CheckConstraint(
                name="pause_reason_is_known",
                condition=Q(reason__in=["unknown", "newer", "copy"]),
            ),
            models.CheckConstraint(
                name="pause_ends_by_two_different_people",
                condition=Q(released_at=None)
                | (
                    Q(asked_by__isnull=False, released_by__isnull=False)
                    & ~Q(asked_by=F("released_by"))
                ),
            ),
        ]

    def __str__(self) -> str:
        return {
            self.UNKNOWN: "something was sent that the books do not know",
            self.NEWER: "another installation goes on from these data",
            self.COPY: "these data belong to another installation",
        }[self.reason]
