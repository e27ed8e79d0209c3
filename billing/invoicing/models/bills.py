"""What a customer owes and paid, and who gets what of every line."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from kith.lockable import Lockable
from kith.money import Money, MoneyOf
from kith.transmission.models import Transmission, TransmissionQuerySet


class InvoiceQuerySet(Lockable, models.QuerySet["Invoice"]):
    def newest_first(self) -> InvoiceQuerySet:
        return self.order_by("-issued_at", "-number")

    def owed(self) -> Self:
        """Keep those whose money is still asked for."""
        return self.filter(paid_at=None, written_off_at=None)


class Invoice(models.Model):
    """One bill to one customer, for an order or for a line's next period."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    number = models.CharField(max_length=30, unique=True)
    person_id = models.UUIDField(null=True, db_index=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.CharField(max_length=254, blank=True)
    order_id = models.UUIDField(null=True, unique=True)
    order_number = models.CharField(max_length=20, blank=True)
    line_id = models.UUIDField(null=True, db_index=True)
    issued_at = models.DateTimeField()
    due_on = models.DateField()
    paid_at = models.DateTimeField(null=True)
    total_minor = models.BigIntegerField()
    paid_minor = models.BigIntegerField(default=0)
    refunded_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    # Who sold by law, as it said of itself then; none where that was not kept yet.
    seller = models.JSONField(null=True)
    # A bad debt: who asked that it be given up, and who agreed where that takes two.
    write_off_reason = models.CharField(max_length=300, blank=True, default="", db_default="")
    write_off_asked_by = models.UUIDField(null=True)
    write_off_asked_at = models.DateTimeField(null=True)
    write_off_approved_by = models.UUIDField(null=True)
    written_off_at = models.DateTimeField(null=True)

    objects = InvoiceQuerySet.as_manager()

    total = MoneyOf("total_minor")
    refunded = MoneyOf("refunded_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invoice_is_never_overpaid", condition=Q(paid_minor__lte=F("total_minor"))
            ),
            models.CheckConstraint(
                name="invoice_never_refunds_more_than_was_paid",
                condition=Q(refunded_minor__gte=0) & Q(refunded_minor__lte=F("paid_minor")),
            ),
            models.CheckConstraint(
                name="invoice_paid_at_says_it_is_paid_in_full",
                condition=Q(paid_at=None) | Q(paid_minor=F("total_minor")),
            ),
            models.CheckConstraint(
                name="invoice_written_off_is_owed_and_was_asked_for",
                condition=Q(written_off_at=None)
                | Q(paid_minor__lt=F("total_minor"), write_off_asked_by__isnull=False)
                & ~Q(write_off_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["-issued_at", "-number"], name="invoices_newest_first")]

    def __str__(self) -> str:
        return f"invoice {self.number}"

    @property
    def outstanding(self) -> Money:
        return Money(self.total_minor - self.paid_minor, self.currency)

    @property
    def is_paid(self) -> bool:
        return self.paid_at is not None

    @property
    def is_owed(self) -> bool:
        """Whether its money is still asked for."""
        return self.paid_at is None and self.written_off_at is None


class InvoiceLine(models.Model):
    """One thing billed, at its total price."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    gross_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    tax_basis_points = models.PositiveIntegerField()
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    offer_code = models.CharField(max_length=80, blank=True)
    base_code = models.CharField(max_length=80, blank=True)
    # The sharing model that split this line: a refund walks back at the same rate.
    sharing_version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice", "position"], name="line_position_is_unique_in_its_invoice"
            ),
            models.CheckConstraint(
                name="line_tax_is_within_its_price",
                condition=Q(tax_minor__gte=0) & Q(tax_minor__lte=F("gross_minor")),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class SplitPart(models.Model):
    """One party's part of a line. The parts of a line sum to it; the database refuses else."""

    invoice_line = models.ForeignKey(InvoiceLine, on_delete=models.PROTECT, related_name="parts")
    party = models.CharField(max_length=10)
    party_ref = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice_line", "party"], name="a_party_has_one_part_of_a_line"
            ),
            models.CheckConstraint(name="split_part_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="split_party_is_known",
                condition=Q(
                    party__in=["tax", "wholesale", "platform", "seller", "sponsor", "rounding"]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} of {self.invoice_line_id}"


class CheckoutSession(models.Model):
    """One visit to a hosted page: to pay an order or an invoice, or to have a card kept."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    order_id = models.UUIDField(null=True, db_index=True)
    invoice_id = models.UUIDField(null=True, db_index=True)
    # Whose card is kept where nothing is paid.
    person_id = models.UUIDField(null=True, db_index=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    stripe_id = models.CharField(max_length=120, unique=True, null=True)
    url = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order_id"],
                condition=Q(ended_at=None),
                name="an_order_has_one_open_checkout",
            ),
            models.UniqueConstraint(
                fields=["invoice_id"],
                condition=Q(ended_at=None),
                name="an_invoice_has_one_open_checkout",
            ),
            models.UniqueConstraint(
                fields=["person_id"],
                condition=Q(ended_at=None),
                name="a_person_has_one_open_card_page",
            ),
        ]

    def __str__(self) -> str:
        return f"checkout {self.key}"


class Payment(models.Model):
    """Money that arrived for an invoice."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    payment_reference = models.CharField(max_length=120)
    received_at = models.DateTimeField()
    # By transfer: what goes back of it is sent at the bank, by hand.
    is_by_bank = models.BooleanField(default=False, db_default=False)

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="payment_is_positive", condition=Q(amount_minor__gt=0))
        ]

    def __str__(self) -> str:
        return f"payment {self.key}"


class RefundQuerySet(TransmissionQuerySet["Refund"]):
    def live(self) -> Self:
        """Keep what gave money back, or still may."""
        return self.exclude(state=Refund.FAILED)


class Refund(Transmission):
    """Money on its way back to a customer, or that left without our asking."""

    OURS, PROCESSOR, BANK = "ours", "processor", "bank"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="refunds")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    requested_by = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    # Who moved the money: we, somebody at the processor itself, or the payer's bank.
    source = models.CharField(max_length=9, default="ours", db_default="ours")
    # What the processor calls the dispute that a bank decided against us.
    dispute_id = models.CharField(max_length=80, blank=True, default="", db_default="")
    stripe_id = models.CharField(max_length=120, unique=True, null=True)

    objects = RefundQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="refund_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="refund_state_is_known", condition=Q(state__in=Transmission.STATES)
            ),
            models.CheckConstraint(
                name="refund_by_a_bank_names_its_dispute",
                condition=Q(source__in=["ours", "processor"], dispute_id="")
                | (Q(source="bank") & ~Q(dispute_id="")),
            ),
        ]

    def __str__(self) -> str:
        return f"refund {self.key}"

    @property
    def failed_late(self) -> bool:
        """Whether it had been through, and did not reach the customer after all."""
        return self.state == self.FAILED and hasattr(self, "credit_note")


class CreditNote(models.Model):
    """
    The document of a refund; it takes each party's part back.

    One below zero is a debit note: it takes a credit note back, because the money came back.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    number = models.CharField(max_length=30, unique=True)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_notes")
    refund = models.OneToOneField(
        Refund, on_delete=models.PROTECT, null=True, related_name="credit_note"
    )
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )
    issued_at = models.DateTimeField()
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=200)
    # As on the invoice: who issued it by law.
    seller = models.JSONField(null=True)

    total = MoneyOf("total_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="credit_note_is_of_a_refund_or_takes_one_back",
                condition=Q(refund__isnull=False, reverses=None, total_minor__gt=0)
                | Q(refund=None, reverses__isnull=False, total_minor__lt=0),
            )
        ]

    def __str__(self) -> str:
        return f"credit note {self.number}"


class CreditNotePart(models.Model):
    """What one party gives back of one line."""

    credit_note = models.ForeignKey(CreditNote, on_delete=models.PROTECT, related_name="parts")
    invoice_line = models.ForeignKey(
        InvoiceLine, on_delete=models.PROTECT, related_name="credited_parts"
    )
    party = models.CharField(max_length=10)
    party_ref = models.UUIDField(null=True)
    # A cent may run the other way: the sum of all refunds so far is what is exact.
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_note", "invoice_line", "party"],
                name="a_party_gives_back_once_a_line",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party} gives back {self.amount_minor}"
