"""Dated rules: how a line is shared, how long a share is held, what one person may decide."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class SharingModel(models.Model):
    """How a line sold by one kind of seller is shared, from a date on."""

    seller_kind = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    parts = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seller_kind", "version"], name="sharing_model_version_is_unique"
            ),
            models.UniqueConstraint(
                fields=["seller_kind", "starts_at"], name="sharing_models_never_start_together"
            ),
        ]

    def __str__(self) -> str:
        return f"sharing model {self.version} for {self.seller_kind}"


class SettlementTerms(models.Model):
    """Holds, minimum and approval limit of one currency, from a date on."""

    currency = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    hold_days = models.PositiveSmallIntegerField(default=30)
    new_seller_hold_days = models.PositiveSmallIntegerField(default=60)
    new_seller_days = models.PositiveSmallIntegerField(default=90)
    clean_operator_hold_days = models.PositiveSmallIntegerField(default=14)
    clean_operator_days = models.PositiveSmallIntegerField(default=365)
    minimum_minor = models.BigIntegerField(default=1_000)
    four_eyes_above_minor = models.BigIntegerField(default=100_000)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "starts_at"], name="settlement_terms_never_start_together"
            ),
            models.CheckConstraint(
                name="settlement_minimum_is_positive", condition=Q(minimum_minor__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"settlement terms in {self.currency} from {self.starts_at:%Y-%m-%d}"


class RefundTerms(models.Model):
    """What a shop gives back by its own word, in one currency, from a date on."""

    currency = models.CharField(max_length=3)
    starts_at = models.DateTimeField()
    # All that a shop gives back in a calendar month, whosever part of it that is.
    month_minor = models.BigIntegerField(default=10_000)
    # How long ago a bill may have been paid.
    age_days = models.PositiveSmallIntegerField(default=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "starts_at"], name="refund_terms_never_start_together"
            ),
            models.CheckConstraint(
                name="refund_limit_is_not_below_zero", condition=Q(month_minor__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return f"refund terms in {self.currency} from {self.starts_at:%Y-%m-%d}"
