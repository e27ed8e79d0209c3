"""Shares that no run may pay until somebody has decided."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from billing.settlement.models.payees import Payee


class ShareHoldQuerySet(models.QuerySet["ShareHold"]):
    def standing(self) -> ShareHoldQuerySet:
        """Keep those that nobody has released."""
        return self.filter(released_at=None)


class ShareHold(models.Model):
    """
    The shares of one invoice, of all parties or of one, until somebody has decided.

    It names the invoice and not each share: one that is accrued later is held with the others.
    """

    # The payer's bank has the money; or somebody took a transfer back by hand.
    DISPUTE, REVERSED = "dispute", "reversed"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    tenant_id = models.UUIDField()
    invoice_number = models.CharField(max_length=30)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, null=True, related_name="holds")
    reason = models.CharField(max_length=10)
    # What the processor calls the thing that has to be decided.
    reference = models.CharField(max_length=80)
    held_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = ShareHoldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant_id", "invoice_number", "reference"],
                condition=Q(released_at=None),
                name="an_invoice_is_held_once_for_one_thing",
            ),
            models.CheckConstraint(
                name="hold_reason_is_known", condition=Q(reason__in=["dispute", "reversed"])
            ),
        ]

    def __str__(self) -> str:
        return f"hold of {self.invoice_number} for {self.reference}"
