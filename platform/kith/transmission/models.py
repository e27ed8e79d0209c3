"""The row of something that is sent outside: one table in each app that sends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.lockable import Lockable


class TransmissionQuerySet[Row: models.Model](Lockable, models.QuerySet[Row]):
    def under_way(self) -> Self:
        """Keep what has not ended: it may still go out, or be found to have gone."""
        return self.exclude(state__in=Transmission.FINAL)

    def due(self, *, at: datetime) -> Self:
        """Keep what may be carried on now."""
        return self.under_way().filter(Q(wait_until=None) | Q(wait_until__lte=at))

    def in_doubt_since(self, moment: datetime) -> Self:
        """Keep what nobody has known the outcome of since that moment, or longer."""
        return self.under_way().filter(doubted_at__lte=moment)


class Transmission(models.Model):
    """
    Something sent outside that may stay unanswered, frozen before anything leaves.

    `frozen` it waits for its first call, or for the next after one that certainly did nothing.
    `sending` is committed before each call: found so later, its sender died. `unknown` nobody
    knows whether it happened. `done` and `failed` are certain.
    """

    FROZEN, SENDING, UNKNOWN, DONE, FAILED = "frozen", "sending", "unknown", "done", "failed"
    STATES = (FROZEN, SENDING, UNKNOWN, DONE, FAILED)
    FINAL = (DONE, FAILED)

    state = models.CharField(max_length=8, default=FROZEN)
    # What it is for, in words that a house without this row would choose again. The receiver
    # keeps it, and what it keeps is found by it.
    purpose = models.CharField(max_length=200)
    # The purpose and the try: the receiver does one thing under it.
    idem_key = models.CharField(max_length=220, unique=True)
    # When this key was first used; the receiver forgets a key after a while.
    first_sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    # Since when nobody knows whether it happened; empty once that is certain again.
    doubted_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    # How often, and since when, the receiver's list showed nothing of what is in doubt.
    empty_reads = models.PositiveSmallIntegerField(default=0)
    first_empty_read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Why it waits or failed: words of ours to be translated, or the receiver's own.
    note = models.CharField(max_length=200, blank=True)

    # Marks of the installation that sends it now, set with the claim.
    sent_by: Mapping[str, str] = MappingProxyType({})

    class Meta:
        abstract = True

    @property
    def is_frozen(self) -> bool:
        return self.state == self.FROZEN

    @property
    def is_over(self) -> bool:
        return self.state in self.FINAL

    @property
    def comes_back(self) -> bool:
        """Whether the letter that sends it has to come again."""
        return not self.is_over

    @property
    def is_in_doubt(self) -> bool:
        """Whether it may have happened without our knowing."""
        return self.state in (self.SENDING, self.UNKNOWN)

    @property
    def why(self) -> str:
        """Why it waits or failed, in the reader's language."""
        return _(self.note) if self.note else ""

    def waits_until(self, at: datetime) -> bool:
        """Whether it is too early to carry it on."""
        return self.wait_until is not None and self.wait_until > at

    def keep(self, **facts: Any) -> None:
        """Write down some facts of a locked row."""
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))

    def end(self, state: str, *, at: datetime, note: str = "", **facts: Any) -> None:
        """End a locked row for certain, with what is known of it now."""
        self.keep(
            state=state,
            ended_at=at,
            wait_until=None,
            doubted_at=None,
            note=note[:200],
            **facts,
        )
