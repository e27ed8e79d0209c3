"""Companies that sell, what they said of themselves from when on, and each number they gave."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Now, Replace


class LegalEntity(models.Model):
    """A company that sells. Its numbers begin with its code, which never changes."""

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=6, unique=True)
    # It sells in every shop: no terms say yet that a shop sells in a name of its own.
    is_telco = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_telco"], condition=Q(is_telco=True), name="the_telco_is_one_company"
            ),
            models.CheckConstraint(
                name="entity_code_is_of_capitals_and_digits",
                condition=Q(code__regex=r"^[A-Z][A-Z0-9]{1,5}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"legal entity {self.code}"


class EntityDetails(models.Model):
    """
    What the law wants printed of a company, from a moment on.

    A change is another row; of those that start together the later one holds.
    """

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="details")
    version = models.PositiveIntegerField()
    starts_at = models.DateTimeField()
    legal_name = models.CharField(max_length=120)
    # One line of the address in each line.
    address = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    tax_number = models.CharField(max_length=30)
    # Where it is registered, and under what number.
    registration = models.CharField(max_length=200, blank=True)
    # The account that bills are paid to by transfer; none where they are not.
    iban = models.CharField(max_length=34, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()
    # Nobody where it came with an installation.
    recorded_by = models.UUIDField(null=True)
    # Nobody where these are the first words, or older than the rule that a change takes two.
    agreed_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="entity_details_are_agreed_to_by_somebody_else",
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("recorded_by")),
            ),
            models.UniqueConstraint(
                fields=["entity", "version"], name="entity_details_version_is_unique"
            ),
            models.CheckConstraint(
                name="entity_details_are_whole",
                condition=~Q(legal_name="") & ~Q(address="") & ~Q(country="") & ~Q(tax_number=""),
            ),
        ]

    def __str__(self) -> str:
        return f"details {self.version} of {self.entity_id}"


class NumberSeries(models.Model):
    """How far one kind of paper of a company is numbered in a year, through all its shops."""

    INVOICE, CREDIT_NOTE, DEBIT_NOTE = "invoice", "credit_note", "debit_note"

    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="series")
    kind = models.CharField(max_length=11)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entity", "kind", "year"], name="a_company_has_one_series_of_a_kind_a_year"
            ),
            models.CheckConstraint(
                name="series_kind_is_known",
                condition=Q(kind__in=["invoice", "credit_note", "debit_note"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.year}: {self.last}"


class Document(models.Model):
    """One number that was given, and to which paper of which shop: written once."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="documents")
    position = models.PositiveBigIntegerField()
    number = models.CharField(max_length=30, unique=True)
    tenant_id = models.UUIDField(db_index=True)
    document_id = models.UUIDField(unique=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "position"], name="a_number_is_given_once_in_its_series"
            ),
            models.CheckConstraint(name="numbers_begin_at_one", condition=Q(position__gte=1)),
        ]
        indexes = [
            # What a payment reference says of the number.
            models.Index(
                Replace(F("number"), Value("-"), Value("")), name="numbers_as_payers_write_them"
            )
        ]

    def __str__(self) -> str:
        return self.number
