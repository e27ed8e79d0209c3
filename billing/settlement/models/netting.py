"""What a payee said about settling several shops together."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from billing.settlement.models.payees import Payee


class NettingConsentQuerySet(models.QuerySet["NettingConsent"]):
    def at(self, moment: datetime) -> NettingConsentQuerySet:
        """Keep the last word of each payee at that moment."""
        said = self.filter(decided_at__lte=moment)
        return said.order_by("payee", "-decided_at", "-pk").distinct("payee")


class NettingConsent(models.Model):
    """
    A payee's word on being paid what all shops owe together, from a moment on.

    Taking it back is another row. Who never said anything is settled shop by shop.
    """

    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="netting_consents")
    is_given = models.BooleanField()
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()

    objects = NettingConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["payee", "decided_at"], name="a_payee_decides_once_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        word = "given" if self.is_given else "taken back"
        return f"netting consent of {self.payee_id}, {word}"
