"""What a payer's bank takes back, as last read at the processor."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Case, F, Q, When

from kith.lockable import Lockable
from kith.money import MoneyOf


class DisputeQuerySet(Lockable, models.QuerySet["Dispute"]):
    def open(self) -> DisputeQuerySet:
        """Keep what the bank has not decided."""
        return self.exclude(status__in=Dispute.CLOSED)

    def unsettled(self) -> DisputeQuerySet:
        """Keep those whose loss is not where it belongs, or whose payment is not found yet."""
        lost = Case(When(status=Dispute.LOST, then=F("withdrawn_minor")), default=0)
        return self.filter(
            ~Q(taken_minor=lost - F("absorbed_minor"))
            | Q(status__in=Dispute.HOLDING, tenant_id=None)
        )

    def to_answer(self) -> DisputeQuerySet:
        """Keep what waits for our word."""
        return self.filter(status__in=Dispute.NEEDS_ANSWER)


class Dispute(models.Model):
    """
    One dispute, or a bank's question before one.

    State and reason are the processor's own words. What moved is in the books, one journal for
    each movement; here stands their sum.
    """

    NEEDS_RESPONSE, UNDER_REVIEW = "needs_response", "under_review"
    WON, LOST, PREVENTED = "won", "lost", "prevented"
    ASKED, ASKED_ANSWERED = "warning_needs_response", "warning_under_review"
    ASKED_CLOSED = "warning_closed"
    NEEDS_ANSWER = (NEEDS_RESPONSE, ASKED)
    # The bank has the money and has not decided.
    HOLDING = (NEEDS_RESPONSE, UNDER_REVIEW)
    CLOSED = (WON, LOST, PREVENTED, ASKED_CLOSED)

    id = models.CharField(primary_key=True, max_length=80)
    payment_reference = models.CharField(max_length=80, db_index=True)
    # Empty where no payment of ours is known by that id.
    tenant_id = models.UUIDField(null=True, db_index=True)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=60)
    status = models.CharField(max_length=30)
    opened_at = models.DateTimeField()
    # Empty where the bank takes no answer.
    due_by = models.DateTimeField(null=True)
    # What we said, handed in or not, by the processor's names.
    evidence = models.JSONField(default=dict)
    submission_count = models.PositiveSmallIntegerField(default=0)
    # The request that our last word came from: sent again, it is carried on.
    answer_key = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    # How often a decision was taken back: opened again, or decided otherwise.
    turn = models.PositiveSmallIntegerField(default=0)
    # A reading that began earlier never overrules one that began later.
    read_at = models.DateTimeField()
    # What the bank has now, and what its handling cost us.
    withdrawn_minor = models.BigIntegerField(default=0)
    fee_minor = models.BigIntegerField(default=0)
    # Of a lost dispute: what the parties of the sale gave back, and what stays with us.
    taken_minor = models.BigIntegerField(default=0)
    absorbed_minor = models.BigIntegerField(default=0)
    settle_count = models.PositiveIntegerField(default=0)
    # As staff look for it; filled in when the payment's invoice is found.
    invoice_number = models.CharField(max_length=30, blank=True)
    order_number = models.CharField(max_length=20, blank=True)
    customer_name = models.CharField(max_length=120, blank=True)

    objects = DisputeQuerySet.as_manager()

    amount = MoneyOf("amount_minor")
    withdrawn = MoneyOf("withdrawn_minor")
    fee = MoneyOf("fee_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dispute_is_about_something", condition=Q(amount_minor__gt=0)
            ),
            models.CheckConstraint(
                name="dispute_takes_back_no_less_than_nothing", condition=Q(taken_minor__gte=0)
            ),
            models.CheckConstraint(
                name="dispute_leaves_us_no_less_than_nothing", condition=Q(absorbed_minor__gte=0)
            ),
            models.CheckConstraint(
                name="dispute_is_closed_when_the_bank_has_decided",
                condition=Q(
                    closed_at=None,
                    status__in=[
                        "needs_response",
                        "under_review",
                        "warning_needs_response",
                        "warning_under_review",
                    ],
                )
                | Q(
                    closed_at__isnull=False,
                    status__in=["won", "lost", "prevented", "warning_closed"],
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_by"],
                name="disputes_to_be_answered",
                condition=Q(status__in=["needs_response", "warning_needs_response"]),
            ),
            models.Index(fields=["-opened_at", "id"], name="disputes_newest_first"),
        ]

    def __str__(self) -> str:
        return f"dispute {self.id}"

    @property
    def is_inquiry(self) -> bool:
        """Whether the bank only asks, and has taken nothing."""
        return self.status.startswith("warning_")

    @property
    def holds_money(self) -> bool:
        return self.status in self.HOLDING

    @property
    def is_lost(self) -> bool:
        return self.status == self.LOST

    @property
    def needs_answer(self) -> bool:
        return self.status in self.NEEDS_ANSWER

    @property
    def may_be_answered(self) -> bool:
        """Whether evidence can still be handed in."""
        return self.needs_answer and self.due_by is not None and self.submission_count == 0

    @property
    def is_settled(self) -> bool:
        """Whether all that is gone stands where it belongs, and its invoice is known."""
        is_found = self.tenant_id is None or bool(self.invoice_number)
        return is_found and self.lost_minor == self.taken_minor + self.absorbed_minor

    @property
    def lost_minor(self) -> int:
        """What is gone for good, in minor units: what the bank has of a dispute it decided."""
        return max(0, self.withdrawn_minor) if self.is_lost else 0

    def is_overdue(self, at: datetime) -> bool:
        return self.needs_answer and self.due_by is not None and self.due_by <= at
