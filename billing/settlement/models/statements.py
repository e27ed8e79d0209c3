"""What a payee is told about a payment: each line leads back to an invoice line."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.accruals import Accrual
from billing.settlement.models.payees import Payee
from billing.settlement.models.recoveries import Reversal, WriteOff
from billing.settlement.models.runs import Run, Transfer
from kith.money import MoneyOf


class Statement(models.Model):
    """One payee's account of one payment, or of claw-backs taken back or written off."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    number = models.CharField(max_length=30, unique=True)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="statements")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="statements")
    transfer = models.OneToOneField(
        Transfer, on_delete=models.PROTECT, null=True, related_name="statement"
    )
    reversal = models.OneToOneField(
        Reversal, on_delete=models.PROTECT, null=True, related_name="statement"
    )
    write_off = models.OneToOneField(
        WriteOff, on_delete=models.PROTECT, null=True, related_name="statement"
    )
    # The seller's tenant; a sponsor's statement spans tenants and names none.
    tenant_id = models.UUIDField(null=True, db_index=True)
    issued_at = models.DateTimeField()
    # As they were called then.
    receiver_name = models.CharField(max_length=120, blank=True, db_default="")
    total_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    total = MoneyOf("total_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statement_is_of_one_thing",
                condition=Q(
                    run__isnull=False, transfer__isnull=False, reversal=None, write_off=None
                )
                | Q(run=None, transfer=None, reversal__isnull=False, write_off=None)
                | Q(run=None, transfer=None, reversal=None, write_off__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"statement {self.number}"

    @property
    def payment(self) -> Transfer | None:
        """The payment it tells of, or takes a part back of."""
        return self.transfer or (self.reversal.transfer if self.reversal else None)


class StatementLine(models.Model):
    """One accrual as paid."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="lines")
    accrual = models.OneToOneField(Accrual, on_delete=models.PROTECT, related_name="paid_in")
    tenant_id = models.UUIDField()
    invoice_line_id = models.UUIDField()
    invoice_number = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    earned_at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    amount = MoneyOf("amount_minor")

    def __str__(self) -> str:
        return f"{self.label} on {self.statement_id}"
