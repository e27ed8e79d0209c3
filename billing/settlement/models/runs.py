"""A settlement run, who approved it, and one frozen transfer for each payee and shop."""

from __future__ import annotations

from typing import Self
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.payees import Payee
from kith.lockable import Lockable
from kith.money import Money, MoneyOf
from kith.transmission.models import Transmission, TransmissionQuerySet


class RunQuerySet(Lockable, models.QuerySet["Run"]):
    def frozen(self) -> Self:
        """Keep what waits to be released or thrown away."""
        return self.filter(released_at=None, abandoned_at=None)


class Run(models.Model):
    """One payment round in one currency: frozen, then released and closed, or thrown away."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=20, unique=True)
    currency = models.CharField(max_length=3)
    cut_off_at = models.DateTimeField()
    opened_by = models.UUIDField(null=True)
    frozen_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    abandoned_at = models.DateTimeField(null=True)
    abandoned_because = models.CharField(max_length=300, blank=True, default="", db_default="")
    total_minor = models.BigIntegerField(default=0)
    approvals_needed = models.PositiveSmallIntegerField(default=1)

    objects = RunQuerySet.as_manager()

    total = MoneyOf("total_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="run_is_released_before_it_is_closed",
                condition=Q(closed_at=None) | Q(released_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_that_was_thrown_away_was_never_released",
                condition=Q(abandoned_at=None) | Q(released_at=None) & ~Q(abandoned_because=""),
            ),
        ]

    def __str__(self) -> str:
        return f"run {self.number}"

    @property
    def is_released(self) -> bool:
        return self.released_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_frozen(self) -> bool:
        return self.released_at is None and self.abandoned_at is None

    @property
    def takes_two(self) -> bool:
        """Whether it is above the limit: then who opened it approves nothing."""
        return self.approvals_needed > 1


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


class RunExclusion(models.Model):
    """One payee whom staff left out of a frozen run: what is due to them is settled later."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="exclusions")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="exclusions")
    amount_minor = models.BigIntegerField()
    because = models.CharField(max_length=300)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "payee"], name="a_payee_is_left_out_of_a_run_once"
            ),
            models.CheckConstraint(name="whoever_is_left_out_knows_why", condition=~Q(because="")),
        ]

    def __str__(self) -> str:
        return f"payee {self.payee_id} left out of run {self.run_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.run.currency)


class Transfer(Transmission):
    """
    What one payee gets in one run for one shop, or for all where they agreed to that.

    Amount, account and shop are frozen when the run opens.

    Its key changes only after a refusal that is certain: the processor would answer the old
    key with the old refusal.
    """

    # What `done` means here.
    PAID = Transmission.DONE

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="transfers")
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="transfers")
    # None: of all shops together.
    tenant_id = models.UUIDField(null=True)
    position = models.PositiveIntegerField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    stripe_account = models.CharField(max_length=80)
    transfer_reference = models.CharField(max_length=80, unique=True, null=True)
    # Set where staff left the payee out of the run: it ended unsent, and is not tried again.
    exclusion = models.ForeignKey(
        RunExclusion, on_delete=models.PROTECT, null=True, related_name="transfers"
    )

    objects = TransmissionQuerySet["Transfer"].as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["run", "payee", "tenant_id"],
                condition=~Q(state="failed"),
                nulls_distinct=False,
                name="a_payee_has_one_live_transfer_a_shop_in_a_run",
            ),
            models.UniqueConstraint(
                fields=["run", "position"], name="transfer_position_is_unique_in_its_run"
            ),
            models.CheckConstraint(name="transfer_pays_something", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="transfer_done_names_its_reference",
                condition=~Q(state="done") | Q(transfer_reference__isnull=False),
            ),
            models.CheckConstraint(
                name="transfer_state_is_known",
                condition=Q(state__in=Transmission.STATES),
            ),
        ]
        indexes = [
            models.Index(
                fields=["run"],
                name="transfers_not_ended",
                condition=~Q(state__in=Transmission.FINAL),
            )
        ]

    def __str__(self) -> str:
        return f"transfer {self.position} of run {self.run_id}"

    @property
    def is_held(self) -> bool:
        """Whether it waits, for a reason that its note says, until somebody can be paid."""
        return self.state == self.FROZEN and bool(self.note) and self.wait_until is None

    @property
    def comes_back(self) -> bool:
        """Whether its letter comes again: who cannot be paid is looked after by `settle_due`."""
        return super().comes_back and not self.is_held


def journal_key(transfer_id: UUID, step: str) -> str:
    """Return the key of the journal a transfer writes at a step."""
    # What they were called when the first were posted: a key is for ever.
    return f"intent:{transfer_id}:{step}"
