"""Money that moved at the processor and that our books do not know."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from kith.lockable import Lockable
from kith.money import MoneyOf


class StrayQuerySet(Lockable, models.QuerySet["Stray"]):
    def open(self) -> StrayQuerySet:
        """Keep what nobody has dealt with."""
        return self.filter(settled_at=None)

    def before(self, one: Stray) -> StrayQuerySet:
        """Keep what moved before one movement, and changes what that is compared with."""
        if one.kind == Stray.PAYMENT:
            # It follows from nothing but an earlier one for the same thing: the later goes back.
            twins = self.filter(kind=Stray.PAYMENT, notes__purpose=one.purpose)
            return twins.filter(made_at__lt=one.made_at)
        # The processor counts seconds: within one, a refund comes after the payment it gives back.
        sooner = Stray.KINDS[: Stray.KINDS.index(one.kind)]
        return self.filter(Q(made_at__lt=one.made_at) | Q(made_at=one.made_at, kind__in=sooner))


class Stray(models.Model):
    """
    One movement that a restored house has forgotten, or that somebody made by hand.

    It ends adopted into the books, returned to whoever paid, or set aside with a reason.
    """

    PAYMENT, REFUND, TRANSFER, REVERSAL = "payment", "refund", "transfer", "reversal"
    # In the order in which one can follow from another.
    KINDS = (PAYMENT, REFUND, TRANSFER, REVERSAL)
    # `known`: the books learnt of it in their usual way meanwhile.
    ADOPTED, RETURNED, ASIDE, KNOWN = "adopted", "returned", "aside", "known"

    # What the processor calls it, and our books will.
    reference = models.CharField(primary_key=True, max_length=80)
    kind = models.CharField(max_length=8)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    made_at = models.DateTimeField()
    # What was written on it when it was sent.
    notes = models.JSONField(default=dict)
    # The payment of a refund, the transfer of a reversal.
    of = models.CharField(max_length=80, blank=True)
    # Where a transfer went.
    account = models.CharField(max_length=80, blank=True)
    found_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    # Why it could not be taken into the books when it was tried.
    problem = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    objects = StrayQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stray_kind_is_known",
                condition=Q(kind__in=["payment", "refund", "transfer", "reversal"]),
            ),
            models.CheckConstraint(
                name="stray_ends_with_an_outcome",
                condition=Q(settled_at=None, outcome="")
                | Q(
                    settled_at__isnull=False,
                    outcome__in=["adopted", "returned", "aside", "known"],
                ),
            ),
            models.CheckConstraint(
                name="stray_is_set_aside_by_somebody_for_a_reason",
                condition=~Q(outcome="aside") | (Q(settled_by__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["made_at"], name="strays_open", condition=Q(settled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def purpose(self) -> str:
        """What it was sent for, in the words of whoever sent it."""
        return str(self.notes.get("purpose", ""))

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def is_under_way(self) -> bool:
        return self.is_open and self.accepted_at is not None

    def waits_for(self, other: Stray) -> bool:
        """Say of two open movements what `StrayQuerySet.before` says."""
        mine, others = (self.KINDS.index(one.kind) for one in (self, other))
        is_sooner = (other.made_at, others) < (self.made_at, mine)
        return is_sooner and (self.kind != self.PAYMENT or self.is_twin_of(other))

    def is_twin_of(self, other: Stray) -> bool:
        """Whether both are payments for the same thing."""
        kinds = {self.kind, other.kind}
        return kinds == {self.PAYMENT} and self.purpose == other.purpose != ""

    @property
    def what_stands_in_the_way(self) -> str:
        """Why it could not be taken into the books, in the reader's language."""
        return _(self.problem) if self.problem else ""
