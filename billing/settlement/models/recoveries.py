"""Claw-backs that no run could set off: taken back from a transfer, or written off."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.payees import Payee
from billing.settlement.models.runs import Transfer
from kith.lockable import Lockable
from kith.money import MoneyOf
from kith.transmission.models import Transmission, TransmissionQuerySet


class ReversalQuerySet(TransmissionQuerySet["Reversal"]):
    def live(self) -> ReversalQuerySet:
        """Keep what took money back, or still may."""
        return self.exclude(state=Reversal.FAILED)


class Reversal(Transmission):
    """A part of one transfer on its way back. Amount and transfer are frozen from the first."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # The request it comes from, and the transfer: the same request again is this row.
    key = models.CharField(max_length=160, unique=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="reversals")
    # Whose transfer is reversed.
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="reversals")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    # Nobody: the claw-back waited too long.
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    reversal_id = models.CharField(max_length=80, unique=True, null=True)

    objects = ReversalQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

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
                condition=Q(state__in=Transmission.STATES),
            ),
        ]

    def __str__(self) -> str:
        return f"reversal {self.pk}"


class WriteOffQuerySet(Lockable, models.QuerySet["WriteOff"]):
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

    amount = MoneyOf("amount_minor")

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
    def is_waiting(self) -> bool:
        return self.done_at is None and self.dropped_at is None
