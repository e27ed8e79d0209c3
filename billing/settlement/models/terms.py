"""Dated rules: how a line is shared, how long a share is held, what one person may decide."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


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


class DunningTerms(models.Model):
    """How many days after its due day what follows from a bill that nobody pays, from a date on."""

    starts_at = models.DateTimeField(unique=True)
    remind_days = models.PositiveSmallIntegerField(default=3)
    warn_days = models.PositiveSmallIntegerField(default=23)
    bar_days = models.PositiveSmallIntegerField(default=30)
    notice_days = models.PositiveSmallIntegerField(default=40)
    end_days = models.PositiveSmallIntegerField(default=50)
    # How long something that could not be done waits before it is looked at again.
    recheck_days = models.PositiveSmallIntegerField(default=5)
    # How long a customer has at least, from the letter to what it tells of.
    ahead_days = models.PositiveSmallIntegerField(default=7)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dunning_steps_follow_each_other",
                condition=Q(remind_days__lt=F("warn_days"))
                & Q(warn_days__lt=F("bar_days"))
                & Q(bar_days__lt=F("notice_days"))
                & Q(notice_days__lt=F("end_days")),
            ),
            models.CheckConstraint(
                name="dunning_looks_again_and_says_it_ahead",
                condition=Q(recheck_days__gt=0) & Q(ahead_days__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"dunning terms from {self.starts_at:%Y-%m-%d}"
