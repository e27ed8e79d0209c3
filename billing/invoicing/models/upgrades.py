"""What a customer pays to have a larger plan before their next period."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from kith.lockable import Lockable
from kith.money import MoneyOf


class UpgradeQuerySet(Lockable, models.QuerySet["PlanUpgrade"]):
    def open(self) -> Self:
        """Keep those that may still be paid, and that no other took the place of."""
        return self.filter(ended_at=None)


class PlanUpgrade(models.Model):
    """
    A larger plan for the rest of a line's paid period, at the price that its owner saw.

    It is paid before anything changes, and billed once it is paid: one that nobody pays lapses
    without a trace in the books.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    line_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField()
    # Both plans as they stood then, `catalog.lines.plans.Plan`.
    was = models.JSONField()
    becomes = models.JSONField()
    # What is to be paid: the larger price less the smaller, for these days of the period. Gross.
    amount_minor = models.BigIntegerField()
    wholesale_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    from_on = models.DateField()
    until = models.DateField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    # The bill that is written once it is paid.
    bill_id = models.UUIDField(unique=True)
    ended_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)
    # Paid when the line could not take the plan any more: the payment goes back.
    returned_at = models.DateTimeField(null=True)
    # The line's change that it became; what was paid goes back where the network refused that.
    change_id = models.UUIDField(null=True, unique=True)
    undone_at = models.DateTimeField(null=True)

    objects = UpgradeQuerySet.as_manager()

    amount = MoneyOf("amount_minor")
    wholesale = MoneyOf("wholesale_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="upgrade_costs_nothing_or_more",
                condition=Q(amount_minor__gte=0, wholesale_minor__gte=0),
            ),
            models.CheckConstraint(
                name="upgrade_once_paid_or_returned_is_ended",
                condition=Q(paid_at=None, returned_at=None)
                | Q(paid_at__isnull=False, returned_at=None, ended_at__isnull=False)
                | Q(paid_at=None, returned_at__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="upgrade_changes_its_line_once_paid",
                condition=Q(paid_at=None, change_id=None)
                | Q(paid_at__isnull=False, change_id__isnull=False),
            ),
            models.CheckConstraint(
                name="upgrade_is_undone_once_paid",
                condition=Q(undone_at=None) | Q(paid_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["line_id"], condition=Q(ended_at=None), name="a_line_has_one_open_upgrade"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} up to {self.becomes['offer_code']}"

    @property
    def key(self) -> str:
        """The name of its bill, for ever."""
        return f"{UPGRADE}:{self.pk}"

    def is_payable(self, at: datetime) -> bool:
        return self.ended_at is None and self.lapses_at > at


# What the keys of bills begin with that pay for one.
UPGRADE = "upgrade"
