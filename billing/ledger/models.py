"""Accounts, journals and their postings. A debit is positive, a credit negative."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

# Written out for the constraint; `chart.py` says which kinds these are.
DEBIT_NORMAL = ["asset", "expense", "clearing"]


class Account(models.Model):
    """
    One account in one currency.

    Its balance is the sum of its postings: nobody waits for another to post on it. Only where
    that may not go below zero is the sum kept here too, moved by the database as it posts.
    """

    code = models.CharField(max_length=120)
    currency = models.CharField(max_length=3)
    kind = models.CharField(max_length=12)
    may_go_negative = models.BooleanField(default=True)
    balance_minor = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "currency"], name="account_code_is_unique_in_its_currency"
            ),
            models.CheckConstraint(
                name="account_stays_on_its_own_side",
                condition=Q(may_go_negative=True)
                | Q(kind__in=DEBIT_NORMAL, balance_minor__gte=0)
                | (~Q(kind__in=DEBIT_NORMAL) & Q(balance_minor__lte=0)),
            ),
            models.CheckConstraint(
                name="account_keeps_its_balance_where_it_is_guarded",
                condition=Q(may_go_negative=True, balance_minor=None)
                | Q(may_go_negative=False, balance_minor__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.currency}"


class Journal(models.Model):
    """One event in the books. Never changed: a correction is a journal that reverses it."""

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=200, unique=True)
    request_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=40)
    memo = models.CharField(max_length=200, blank=True)
    # The payment processor's own id of what moved: its list of movements is matched by it.
    reference = models.CharField(max_length=120, blank=True, db_default="")
    effective_at = models.DateTimeField()
    # The database's own clock: a worker's clock never dates the books.
    recorded_at = models.DateTimeField(db_default=Now())
    reverses = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="reversed_by"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="journal_never_reverses_itself",
                condition=Q(reverses=None) | ~Q(reverses=F("uuid")),
            )
        ]
        indexes = [
            models.Index(
                fields=["reference"], name="journals_with_a_reference", condition=~Q(reference="")
            ),
            models.Index(
                fields=["effective_at"], name="journals_to_be_matched", condition=~Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return f"journal {self.key}"


class Posting(models.Model):
    """One leg of a journal."""

    journal = models.ForeignKey(Journal, on_delete=models.PROTECT, related_name="postings")
    account = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="postings", db_index=False
    )
    amount_minor = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["account"], include=["amount_minor"], name="postings_of_an_account"
            )
        ]
        constraints = [
            models.CheckConstraint(name="posting_moves_something", condition=~Q(amount_minor=0))
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} on account {self.account_id}"
