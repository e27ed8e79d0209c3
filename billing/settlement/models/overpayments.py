"""Payments that nothing asked for, on their way back to whoever paid."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from kith.money import MoneyOf
from kith.transmission.models import Transmission, TransmissionQuerySet


class Overpayment(Transmission):
    """One payment that goes back whole; it is in the telco's books as money to give back."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    payment_reference = models.CharField(max_length=120, unique=True)
    # Whose customer paid; nobody's where that is not known any more.
    tenant_id = models.UUIDField(null=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    found_at = models.DateTimeField()
    refund_reference = models.CharField(max_length=120, unique=True, null=True)

    objects = TransmissionQuerySet["Overpayment"].as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="overpayment_is_positive", condition=Q(amount_minor__gt=0)),
            models.CheckConstraint(
                name="overpayment_done_names_its_refund",
                condition=~Q(state="done") | Q(refund_reference__isnull=False),
            ),
            models.CheckConstraint(
                name="overpayment_state_is_known", condition=Q(state__in=Transmission.STATES)
            ),
        ]

    def __str__(self) -> str:
        return f"overpayment {self.payment_reference}"
