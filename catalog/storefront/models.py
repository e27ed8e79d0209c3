"""What one storefront sells, and the version of its shelf."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from kith.lockable import Lockable
from kith.money import MoneyOf


class OfferQuerySet(Lockable, models.QuerySet):
    def on_sale(self) -> Self:
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def on_the_shelf(self) -> Self:
        """Order as the shop shows them."""
        return self.order_by("position", "pk")


class Offer(models.Model):
    """A base product under this seller's name and price."""

    code = models.SlugField(unique=True, max_length=60)
    # The product stands on the other side of the wall: its code and a snapshot.
    base_code = models.CharField(max_length=200)
    base_version = models.PositiveIntegerField()
    base_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    blurb = models.CharField(max_length=200, blank=True)
    # Name and blurb in further languages: `kith.translated`.
    translations = models.JSONField(default=dict, db_default={})
    allowances = models.JSONField(default=dict)
    price_minor = models.BigIntegerField()
    wholesale_minor = models.BigIntegerField()
    tax_basis_points = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=8)
    position = models.PositiveIntegerField(default=0)
    drafted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # When it was the network that took it off the shelf, and no longer the seller's own wish.
    stopped_at = models.DateTimeField(null=True)
    # When what it says or costs last changed, or it was put back; None: not since it was published.
    changed_at = models.DateTimeField(null=True)

    # When its price last changed, and what it was before; None once that was put back.
    repriced_at = models.DateTimeField(null=True)
    price_before_minor = models.BigIntegerField(null=True)

    objects = OfferQuerySet.as_manager()

    price = MoneyOf("price_minor")
    wholesale = MoneyOf("wholesale_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_offer_costs_something", condition=Q(price_minor__gt=0)),
            models.CheckConstraint(
                name="an_offer_sells_at_or_above_wholesale",
                condition=Q(price_minor__gte=models.F("wholesale_minor")),
            ),
            models.CheckConstraint(
                name="an_offer_is_withdrawn_after_it_was_published",
                condition=Q(withdrawn_at=None) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_offer_that_was_stopped_is_withdrawn",
                condition=Q(stopped_at=None) | Q(withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"offer {self.code}"

    @property
    def is_on_sale(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
