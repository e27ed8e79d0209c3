"""A settlement run, who approved it, and one frozen intent for each payee."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.payees import Payee
from kith.money import Money


class RunQuerySet(models.QuerySet["Run"]):
    def locked(self) -> RunQuerySet:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))


class Run(models.Model):
    """One payment round in one currency: frozen, then released, then closed."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=20, unique=True)
    currency = models.CharField(max_length=3)
    cut_off_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    frozen_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    total_minor = models.BigIntegerField(default=0)
    approvals_needed = models.PositiveSmallIntegerField(default=1)

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_is_released_before_it_is_closed",
                condition=Q(closed_at=None) | Q(released_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"run {self.number}"

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class RunApproval(models.Model):
    """One person's yes to one run."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="approvals")
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "by"], name="a_person_approves_a_run_once")
        ]

    def __str__(self) -> str:
        return f"approval of {self.run_id} by {self.by}"


class IntentQuerySet(models.QuerySet["Intent"]):
    def locked(self) -> IntentQuerySet:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))


class Intent(models.Model):
    """What one payee gets in one run. Amount and account are frozen when the run opens."""

    FROZEN, SENDING, PAID = "frozen", "sending", "paid"
    FAILED, UNKNOWN, HELD = "failed", "unknown", "held"
    FINAL = (PAID, FAILED)

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="intents")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="intents")
    position = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    stripe_account = models.CharField(max_length=80)
    # Sent with every attempt. It changes only after a refusal that is certain:
    # the processor would answer the old key with the old refusal.
    idem_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, default=FROZEN)
    first_sent_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    # Since when nobody knows whether the money moved; empty once that is certain again.
    doubted_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    # How often, and since when, the processor's list showed nothing for an unknown intent.
    empty_reads = models.PositiveSmallIntegerField(default=0)
    first_empty_read_at = models.DateTimeField(null=True)
    transfer_id = models.CharField(max_length=80, unique=True, null=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = IntentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "payee"],
                condition=~Q(state="failed"),
                name="a_payee_has_one_live_intent_in_a_run",
            ),
            models.UniqueConstraint(
                fields=["run", "position"], name="intent_position_is_unique_in_its_run"
            ),
            models.CheckConstraint(name="intent_pays_something", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="intent_paid_names_its_transfer",
                condition=~Q(state="paid") | Q(transfer_id__isnull=False),
            ),
            models.CheckConstraint(
                name="intent_state_is_known",
                condition=Q(state__in=["frozen", "sending", "paid", "failed", "unknown", "held"]),
            ),
        ]
        indexes = [
            models.Index(
                fields=["run"],
                name="intents_not_ended",
                condition=~Q(state__in=["paid", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return f"intent {self.position} of run {self.run_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


def journal_key(intent_id: UUID, step: str) -> str:
    """Return the key of the journal an intent writes at a step."""
    return f"intent:{intent_id}:{step}"
