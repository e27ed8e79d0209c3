"""Claw-backs that no run could set off: taken back from a transfer, or written off."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.payees import Payee
from billing.settlement.models.runs import Intent
from kith.money import Money


class ReversalQuerySet(models.QuerySet["Reversal"]):
    def locked(self) -> ReversalQuerySet:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))

    def live(self) -> ReversalQuerySet:
        """Keep what took money back, or still may."""
        return self.exclude(state=Reversal.FAILED)


class Reversal(models.Model):
    """A part of one transfer on its way back. Amount and transfer are frozen from the first."""

    FROZEN, SENDING, DONE, FAILED, UNKNOWN = "frozen", "sending", "done", "failed", "unknown"
    FINAL = (DONE, FAILED)

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # The request it comes from, and the transfer: the same request again is this row.
    key = models.CharField(max_length=160, unique=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="reversals")
    # Whose transfer is reversed.
    intent = models.ForeignKey(Intent, on_delete=models.PROTECT, related_name="reversals")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # Nobody: the claw-back waited too long.
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=FROZEN)
    first_sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    empty_reads = models.PositiveSmallIntegerField(default=0)
    first_empty_read_at = models.DateTimeField(null=True)
    reversal_id = models.CharField(max_length=80, unique=True, null=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = ReversalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reversal_takes_something", condition=Q(amount_minor__gt=0)
            ),
            models.CheckConstraint(
                name="reversal_done_names_what_the_processor_calls_it",
                condition=~Q(state="done") | Q(reversal_id__isnull=False),
            ),
            models.CheckConstraint(
                name="reversal_state_is_known",
                condition=Q(state__in=["frozen", "sending", "done", "failed", "unknown"]),
            ),
        ]

    def __str__(self) -> str:
        return f"reversal {self.pk}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def idem_key(self) -> str:
        return f"reversal:{self.pk}"


class WriteOffQuerySet(models.QuerySet["WriteOff"]):
    def locked(self) -> WriteOffQuerySet:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))

    def waiting(self) -> WriteOffQuerySet:
        return self.filter(done_at=None, dropped_at=None)


class WriteOff(models.Model):
    """What a payee owes and nobody asks back any more; above the limit two people say so."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="write_offs")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=300)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    approvals_needed = models.PositiveSmallIntegerField()
    approved_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    # Another request took its place, or what it was about was recovered meanwhile.
    dropped_at = models.DateTimeField(null=True)

    objects = WriteOffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="write_off_gives_up_something_for_a_reason",
                condition=Q(amount_minor__gt=0) & ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="write_off_has_four_eyes_where_it_needs_them",
                condition=Q(done_at=None)
                | Q(approvals_needed=1)
                | (Q(approved_by__isnull=False) & ~Q(approved_by=models.F("asked_by"))),
            ),
            models.UniqueConstraint(
                fields=["payee", "currency"],
                condition=Q(done_at=None, dropped_at=None),
                name="a_payee_has_one_waiting_write_off",
            ),
        ]

    def __str__(self) -> str:
        return f"write-off {self.pk}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def is_waiting(self) -> bool:
        return self.done_at is None and self.dropped_at is None
