"""Cards kept with their owner's word, and each try to charge an invoice to one."""

from __future__ import annotations

from typing import Self, cast
from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q

from billing.invoicing.models.bills import Invoice
from billing.invoicing.models.upgrades import PlanUpgrade
from kith.money import MoneyOf
from kith.transmission.models import Transmission, TransmissionQuerySet


class SavedCard(models.Model):
    """
    A card that pays a person's renewals until they take it off.

    The processor keeps the card; here stands what it is called there, and what its owner
    may see of it.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    person_id = models.UUIDField(db_index=True)
    customer = models.CharField(max_length=80)
    payment_method = models.CharField(max_length=80, unique=True)
    brand = models.CharField(max_length=30)
    last4 = models.CharField(max_length=4)
    exp_month = models.PositiveSmallIntegerField()
    exp_year = models.PositiveSmallIntegerField()
    saved_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(removed_at=None),
                name="a_person_keeps_one_card",
            )
        ]

    def __str__(self) -> str:
        return f"{self.brand.title()} •••• {self.last4}"

    @property
    def expires(self) -> str:
        return f"{self.exp_month:02} / {self.exp_year}"


class ChargeQuerySet(TransmissionQuerySet["Charge"]):
    def refused(self) -> Self:
        """Keep those that a card was refused for."""
        return self.filter(state=Charge.FAILED).exclude(reason=Charge.NOT_DUE)


class Charge(Transmission):
    """
    One try to charge a saved card, frozen before anything leaves.

    It is for an open invoice, or for a larger plan that is billed once it is paid.
    """

    # What `done` means here.
    PAID = Transmission.DONE
    # The reason of one that failed because its invoice asks for nothing any more.
    NOT_DUE = "not_due"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, null=True, related_name="charges"
    )
    upgrade = models.ForeignKey(
        PlanUpgrade, on_delete=models.PROTECT, null=True, related_name="charges"
    )
    # The first try, then one for each date of the schedule.
    turn = models.PositiveSmallIntegerField()
    # Empty where the card was removed before this turn came.
    card = models.ForeignKey(SavedCard, on_delete=models.PROTECT, null=True, related_name="charges")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    frozen_at = models.DateTimeField()
    payment_intent = models.CharField(max_length=80, unique=True, null=True)
    # Why it failed: `NOT_DUE`, or why the card was refused, in the processor's own code.
    reason = models.CharField(max_length=60, blank=True)
    # When a refused charge is tried again; empty after the last.
    retry_at = models.DateTimeField(null=True)

    objects = ChargeQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "turn"], name="an_invoice_is_charged_once_a_turn"
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(state__in=["frozen", "sending", "unknown"]),
                name="an_invoice_has_one_live_charge",
            ),
            models.UniqueConstraint(
                fields=["upgrade"],
                condition=Q(state__in=["frozen", "sending", "unknown"]),
                name="an_upgrade_has_one_live_charge",
            ),
            models.CheckConstraint(
                name="charge_is_for_an_invoice_or_an_upgrade",
                condition=Q(invoice__isnull=False, upgrade=None)
                | Q(invoice=None, upgrade__isnull=False),
            ),
            models.CheckConstraint(name="charge_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="charge_paid_names_its_payment",
                condition=~Q(state="done") | Q(payment_intent__isnull=False),
            ),
            models.CheckConstraint(
                name="charge_state_is_known",
                condition=Q(state__in=Transmission.STATES),
            ),
        ]

    def __str__(self) -> str:
        return f"charge {self.turn} of {self.bill_id}"

    @property
    def bill_id(self) -> UUID:
        """The bill that it pays, written or not."""
        # The database holds that it has one of the two.
        return cast("UUID", self.upgrade.bill_id if self.upgrade else self.invoice_id)

    @property
    def is_refused(self) -> bool:
        """Whether the card was refused, and not the charge dropped."""
        return self.state == self.FAILED and self.reason != self.NOT_DUE
