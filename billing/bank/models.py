"""What banks' files said, what became of each amount, and what is to go back by hand."""

from __future__ import annotations

from datetime import datetime, time
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from kith.lockable import Lockable
from kith.money import MoneyOf
from kith.wall import zone_here


class BankFile(models.Model):
    """One file of a bank that was taken in."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    iban = models.CharField(max_length=34)
    first_on = models.DateField()
    last_on = models.DateField()
    # What came in by it, and how much of that nobody had read before.
    credit_count = models.PositiveIntegerField()
    new_count = models.PositiveIntegerField()
    paid_count = models.PositiveIntegerField()
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bank file {self.name}"


class BankEntryQuerySet(Lockable, models.QuerySet["BankEntry"]):
    def open(self) -> BankEntryQuerySet:
        """Keep those of which something is left that nobody has decided about."""
        return self.filter(left_minor__gt=0)


class BankEntry(models.Model):
    """One amount that came in; each is read once, whatever files name it."""

    # Why it did not find its bill by itself.
    NO_REFERENCE, NO_BILL, TWO_BILLS = "no_reference", "no_bill", "two_bills"
    PAID, LESS, MORE, CURRENCY = "paid", "less", "more", "currency"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # Of account, the bank's reference, day and amount; without a reference, of all it says.
    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="entries")
    iban = models.CharField(max_length=34)
    reference = models.CharField(max_length=140, blank=True)
    booked_on = models.DateField()
    amount_minor = models.BigIntegerField()
    left_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    payer_name = models.CharField(max_length=140, blank=True)
    payer_iban = models.CharField(max_length=34, blank=True)
    text = models.CharField(max_length=500, blank=True)
    why = models.CharField(max_length=12, blank=True)
    # The bill it names, where it names one.
    number = models.CharField(max_length=30, blank=True)

    objects = BankEntryQuerySet.as_manager()

    amount = MoneyOf("amount_minor")
    left = MoneyOf("left_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="bank_entry_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="bank_entry_is_given_away_once",
                condition=Q(left_minor__gte=0, left_minor__lte=F("amount_minor")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["booked_on"], name="bank_entries_open", condition=Q(left_minor__gt=0)
            )
        ]

    def __str__(self) -> str:
        return f"bank entry {self.uuid}"

    @property
    def arrived_at(self) -> datetime:
        """The middle of the day the bank booked it: the bank says no hour."""
        return datetime.combine(self.booked_on, time(12), zone_here())


class AllotmentQuerySet(Lockable, models.QuerySet["Allotment"]):
    def waiting(self) -> AllotmentQuerySet:
        """Keep what was decided and has not happened yet."""
        return self.filter(undone_at=None, done_at=None)


class Allotment(models.Model):
    """What a part of an amount is for: a bill, its payer, or nothing of ours."""

    BILL, RETURN, ASIDE = "bill", "return", "aside"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=160, unique=True)
    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="allotments")
    kind = models.CharField(max_length=6)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    tenant_id = models.UUIDField(null=True)
    invoice_id = models.UUIDField(null=True)
    number = models.CharField(max_length=30, blank=True)
    # What one letter tells a shop of.
    batch = models.UUIDField(null=True, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    # Nobody where reference, amount and currency said it.
    by = models.UUIDField(null=True)
    agreed_by = models.UUIDField(null=True)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    # Why the shop could not take it.
    problem = models.CharField(max_length=300, blank=True)

    objects = AllotmentQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="allotment_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="allotment_kind_is_known", condition=Q(kind__in=["bill", "return", "aside"])
            ),
            models.CheckConstraint(
                name="allotment_to_a_bill_names_it",
                condition=~Q(kind="bill")
                | Q(tenant_id__isnull=False, invoice_id__isnull=False, batch__isnull=False),
            ),
            models.CheckConstraint(
                name="allotment_by_somebody_says_why", condition=Q(by=None) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="allotment_is_done_or_undone",
                condition=Q(done_at=None) | Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"allotment {self.uuid}"


class BankReturnQuerySet(Lockable, models.QuerySet["BankReturn"]):
    def waiting(self) -> BankReturnQuerySet:
        """Keep what nobody has sent, or taken back."""
        return self.filter(sent_at=None, undone_at=None)


class BankReturn(models.Model):
    """Money that somebody has to send at the bank, and says when they did."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    # Sent for this once.
    purpose = models.CharField(max_length=200, unique=True)
    allotment = models.OneToOneField(
        Allotment, on_delete=models.PROTECT, null=True, related_name="bank_return"
    )
    # The refund of a bill that was paid by transfer.
    tenant_id = models.UUIDField(null=True)
    refund_id = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    name = models.CharField(max_length=140, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    # What it says on the transfer.
    text = models.CharField(max_length=140)
    asked_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = BankReturnQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="bank_return_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="bank_return_is_of_an_entry_or_a_refund",
                condition=Q(allotment__isnull=False, refund_id=None)
                | Q(allotment=None, refund_id__isnull=False, tenant_id__isnull=False),
            ),
            models.CheckConstraint(
                name="bank_return_is_sent_by_somebody",
                condition=Q(sent_at=None) | Q(sent_by__isnull=False, undone_at=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                name="bank_returns_waiting",
                condition=Q(sent_at=None, undone_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"bank return {self.uuid}"
