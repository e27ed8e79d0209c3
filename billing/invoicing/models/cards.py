"""Cards kept with their owner's word, and each try to charge an invoice to one."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import Q

from billing.invoicing.models.bills import Invoice
from kith.money import Money


class KeptCard(models.Model):
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
    kept_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(taken_off_at=None),
                name="a_person_keeps_one_card",
            )
        ]

    def __str__(self) -> str:
        return f"{self.brand.title()} •••• {self.last4}"

    @property
    def expires(self) -> str:
        return f"{self.exp_month:02} / {self.exp_year}"


class ChargeQuerySet(models.QuerySet["Charge"]):
    def locked(self) -> ChargeQuerySet:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))

    def live(self) -> ChargeQuerySet:
        """Keep those that may still move money."""
        return self.exclude(state__in=Charge.FINAL)

    def given_up(self) -> ChargeQuerySet:
        """Keep the last refusals of invoices that nobody has paid since."""
        return self.filter(state=Charge.REFUSED, retry_at=None, invoice__paid_at=None)


class Charge(models.Model):
    """One try to charge an open invoice to a kept card, frozen before anything leaves."""

    FROZEN, SENDING, UNKNOWN = "frozen", "sending", "unknown"
    PAID, REFUSED, DROPPED = "paid", "refused", "dropped"
    FINAL = (PAID, REFUSED, DROPPED)

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="charges")
    # The first try, then one for each date of the schedule.
    turn = models.PositiveSmallIntegerField()
    # Empty where the card was taken off before this turn came.
    card = models.ForeignKey(KeptCard, on_delete=models.PROTECT, null=True, related_name="charges")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    idem_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, default=FROZEN)
    frozen_at = models.DateTimeField()
    first_sent_at = models.DateTimeField(null=True)
    # Since when nobody knows whether the money moved.
    doubted_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    # Since when the processor's list showed nothing for an unknown charge.
    first_empty_read_at = models.DateTimeField(null=True)
    payment_intent = models.CharField(max_length=80, unique=True, null=True)
    ended_at = models.DateTimeField(null=True)
    # Why it was refused, in the processor's own code.
    reason = models.CharField(max_length=60, blank=True)
    # When a refused charge is tried again; empty after the last.
    retry_at = models.DateTimeField(null=True)

    objects = ChargeQuerySet.as_manager()

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
            models.CheckConstraint(name="charge_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="charge_paid_names_its_payment",
                condition=~Q(state="paid") | Q(payment_intent__isnull=False),
            ),
            models.CheckConstraint(
                name="charge_state_is_known",
                condition=Q(
                    state__in=["frozen", "sending", "unknown", "paid", "refused", "dropped"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"charge {self.turn} of {self.invoice_id}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)

    @property
    def is_over(self) -> bool:
        return self.state in self.FINAL

    @property
    def is_refused(self) -> bool:
        return self.state == self.REFUSED

    def drop(self, *, at: datetime) -> None:
        """End it, locked: its invoice asks for nothing any more."""
        self.state, self.ended_at = self.DROPPED, at
        self.wait_until = self.doubted_at = None
        self.save(update_fields=["state", "ended_at", "wait_until", "doubted_at"])
