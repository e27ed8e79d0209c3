"""The telco's catalogue as it was imported, and the terms on which sellers buy from it."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from catalog.wholesale.formats.exact_json import ExactDecoder, ExactEncoder


class VersionedQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Keep the newest version of each."""
        return self.filter(superseded_at=None)


class BaseProductQuerySet(VersionedQuerySet):
    def on_sale(self, moment: datetime) -> Self:
        """Keep what the telco sells at that moment."""
        begun = Q(sold_from=None) | Q(sold_from__lte=moment)
        lasting = Q(sold_until=None) | Q(sold_until__gt=moment)
        return self.current().filter(begun, lasting, withdrawn_at=None)


class CatalogEntry(models.Model):
    """
    One imported resource in one version.

    `body` is the resource as it came; the columns are what Kith reads of it.
    A change makes a new row; the old one is kept with the time it was superseded.
    """

    class Kind(models.TextChoices):
        SPECIFICATION = "ProductSpecification"
        OFFERING = "ProductOffering"
        PRICE = "ProductOfferingPrice"

    kind = models.CharField(max_length=24, choices=Kind)
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()
    lifecycle_status = models.CharField(max_length=40, blank=True)
    # Numbers stay numbers, and exact: the same resource comes out as came in.
    body = models.JSONField(encoder=ExactEncoder, decoder=ExactDecoder)
    # Why an offering is kept and not sold; empty when it is sold, and for other kinds.
    unsold_because = models.CharField(max_length=20, blank=True)
    imported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_entry_has_one_row_a_version", fields=["kind", "code", "version"]
            ),
            models.UniqueConstraint(
                name="an_entry_has_one_current_version",
                fields=["kind", "code"],
                condition=Q(superseded_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} v{self.version}"


class BaseProductRow(models.Model):
    """What the telco sells wholesale, read off an offering that has all that selling needs."""

    code = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12)
    summary = models.CharField(max_length=300, blank=True)
    allowances = models.JSONField(default=dict)
    retail_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    tax_basis_points = models.PositiveIntegerField()
    period = models.CharField(max_length=8)
    # When the telco sells it at all; None has no end on that side.
    sold_from = models.DateTimeField(null=True)
    sold_until = models.DateTimeField(null=True)
    valid_from = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = BaseProductQuerySet.as_manager()

    class Meta:
        db_table = "wholesale_baseproduct"
        constraints = [
            models.UniqueConstraint(
                name="a_base_product_has_one_row_a_version", fields=["code", "version"]
            ),
            models.UniqueConstraint(
                name="a_base_product_has_one_current_version",
                fields=["code"],
                condition=Q(superseded_at=None),
            ),
            models.CheckConstraint(
                name="a_base_product_costs_something", condition=Q(retail_minor__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class WholesaleTermQuerySet(models.QuerySet):
    def at(self, moment: datetime) -> Self:
        return self.filter(starts_at__lte=moment).order_by("-starts_at", "-pk")


class WholesaleTerm(models.Model):
    """From when, what a kind of seller pays of the net list price, and how far prices may go."""

    seller_kind = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    wholesale_basis_points = models.PositiveIntegerField()
    # What regulators take of each sale, as a share of the net list price.
    fee_basis_points = models.PositiveIntegerField(default=0)
    ceiling_basis_points = models.PositiveIntegerField()

    objects = WholesaleTermQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_seller_kind_has_one_term_a_day", fields=["seller_kind", "starts_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller_kind} {self.wholesale_basis_points} bp"


class CatalogImport(models.Model):
    """One file that was taken in."""

    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    created_count = models.PositiveIntegerField()
    changed_count = models.PositiveIntegerField()
    unchanged_count = models.PositiveIntegerField()
    imported_by = models.UUIDField(null=True)
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.filename} {self.imported_at:%Y-%m-%d}"
