"""Proposals of every kind, in one table: what each is about, its own app knows."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from kith.lockable import Lockable
from kith.money import Money


class ProposalQuerySet(Lockable, models.QuerySet["Proposal"]):
    def of(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def waiting(self) -> Self:
        """Keep what nobody has decided."""
        return self.filter(decided_at=None)


class Proposal(models.Model):
    """
    One thing that one person wants done and that takes a second one.

    `facts` are what its app needs to carry it out, as they were when it was asked for; `content` is
    a file that goes with it, kept until it is decided.
    """

    class Outcome(models.TextChoices):
        AGREED = "agreed"
        TURNED_DOWN = "turned_down"
        # By whoever had asked, or because a newer one took its place.
        WITHDRAWN = "withdrawn"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160, unique=True)
    subject = models.CharField(max_length=120)
    # Whose thing it is; none where it is the network's.
    tenant_id = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    facts = models.JSONField(default=dict)
    content = models.BinaryField(null=True)
    because = models.CharField(max_length=300)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_thing_is_proposed_once_at_a_time",
                fields=["kind", "tenant_id", "subject"],
                condition=Q(decided_at=None),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="a_decided_proposal_has_an_outcome",
                condition=Q(decided_at=None, decided_by=None, outcome="")
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="a_proposal_is_agreed_to_by_somebody_else",
                condition=~Q(outcome="agreed") | ~Q(decided_by=F("asked_by")),
            ),
            models.CheckConstraint(name="a_proposal_says_why", condition=~Q(because="")),
        ]
        indexes = [models.Index(fields=["kind", "-asked_at"], name="proposals_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)

    @property
    def is_turned_down(self) -> bool:
        return self.outcome == self.Outcome.TURNED_DOWN

    @property
    def is_waiting(self) -> bool:
        return self.decided_at is None

    @property
    def is_agreed(self) -> bool:
        return self.outcome == self.Outcome.AGREED
