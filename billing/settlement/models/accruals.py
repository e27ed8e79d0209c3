"""What a party has earned from one invoice line, and where that share stands."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from billing.settlement.models.holds import ShareHold, ShareHoldQuerySet
from billing.settlement.models.payees import Payee
from billing.settlement.models.recoveries import Reversal, WriteOff
from billing.settlement.models.runs import Run, Transfer
from kith.lockable import Lockable
from kith.money import MoneyOf


class AccrualQuerySet(Lockable, models.QuerySet["Accrual"]):
    def open(self) -> AccrualQuerySet:
        """Keep what is neither paid, nor taken back, nor in a run."""
        return self.filter(state__in=Accrual.OPEN)

    def with_hold(self) -> AccrualQuerySet:
        """Add why each share is held back, empty where it is not."""
        why = Case(
            When(
                _is_held(), then=Subquery(_holds().order_by("held_at", "pk").values("reason")[:1])
            ),
            default=Value(""),
        )
        return self.annotate(held_for=why)

    def unheld(self) -> AccrualQuerySet:
        """Drop what no run may pay until somebody has decided."""
        return self.exclude(_is_held())

    def recoverable(self) -> AccrualQuerySet:
        """Keep open claw-backs of shares that were paid, not given back: those are owed to us."""
        # What gives one back may still be paid, so that nobody is let off the other.
        given_back = Accrual.objects.filter(gives_back=OuterRef("pk")).exclude(state=Accrual.PAID)
        # A cent that rounding gives back is the payee's own: the next run pays it.
        return self.open().filter(
            ~Exists(given_back),
            kind=Accrual.CLAWBACK,
            takes_from__state=Accrual.PAID,
            amount_minor__lt=0,
        )


def _holds() -> ShareHoldQuerySet:
    return ShareHold.objects.standing().filter(
        Q(payee=None) | Q(payee=OuterRef("payee")),
        tenant_id=OuterRef("tenant_id"),
        invoice_number=OuterRef("invoice_number"),
    )


def _is_held() -> Q:
    """`sql_runs._HELD` says the same in SQL."""
    # What a payee owes of a share that was paid is no share: it is set off all the same.
    is_owed = Q(amount_minor__lt=0, takes_from__state__in=[Accrual.IN_RUN, Accrual.PAID])
    return Q(Exists(_holds())) & ~is_owed


class Accrual(models.Model):
    """
    A share of one invoice line, or what a refund takes back of it (then negative).

    The amount never changes; the state says how near it is to the payee.
    """

    ACCRUED, PAYABLE, IN_RUN, PAID = "accrued", "payable", "in_run", "paid"
    REVERSED, CARRIED = "reversed", "carried"
    OPEN = (ACCRUED, PAYABLE, CARRIED)
    # Of a claw-back: frozen for a reversal, taken back by it, or written off.
    RETURNING, RETURNED, WAIVED = "returning", "returned", "waived"
    SELLER, SPONSOR, CLAWBACK = "seller", "sponsor", "clawback"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    key = models.CharField(max_length=120, unique=True)
    tenant_id = models.UUIDField()
    invoice_line_id = models.UUIDField(db_index=True)
    invoice_number = models.CharField(max_length=30)
    label = models.CharField(max_length=200)
    payee = models.ForeignKey(Payee, on_delete=models.PROTECT, related_name="accruals")
    kind = models.CharField(max_length=10)
    # A claw-back names the share it takes from.
    takes_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="taken_back_by"
    )
    # What takes a claw-back back names it.
    gives_back = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="given_back_by", db_index=False
    )
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=10, default=ACCRUED)
    accrued_at = models.DateTimeField()
    payable_from = models.DateTimeField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True, related_name="accruals")
    transfer = models.ForeignKey(
        Transfer, on_delete=models.PROTECT, null=True, related_name="accruals"
    )
    reversal = models.ForeignKey(
        Reversal, on_delete=models.PROTECT, null=True, related_name="accruals"
    )
    # Named in a request; it is written off only where the state says so.
    write_off = models.ForeignKey(
        WriteOff, on_delete=models.PROTECT, null=True, related_name="accruals"
    )

    # Why it is held back, where a query asked for it (`with_hold`).
    held_for: str = ""

    objects = AccrualQuerySet.as_manager()

    amount = MoneyOf("amount_minor")

    class Meta:
        constraints = [
            models.CheckConstraint(name="accrual_is_of_something", condition=~Q(amount_minor=0)),
            models.CheckConstraint(
                name="accrual_takes_back_only_as_a_clawback",
                condition=Q(kind="clawback", takes_from__isnull=False)
                | (~Q(kind="clawback") & Q(takes_from=None, amount_minor__gt=0)),
            ),
            models.CheckConstraint(
                name="accrual_in_a_run_or_paid_names_its_run",
                condition=~Q(state__in=["in_run", "paid"]) | Q(run__isnull=False),
            ),
            models.CheckConstraint(
                name="accrual_state_is_known",
                condition=Q(
                    state__in=[
                        "accrued",
                        "payable",
                        "in_run",
                        "paid",
                        "reversed",
                        "carried",
                        "returning",
                        "returned",
                        "waived",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="accrual_recovered_says_how",
                condition=~Q(state__in=["returning", "returned", "waived"])
                | Q(state__in=["returning", "returned"], reversal__isnull=False, kind="clawback")
                | Q(state="waived", write_off__isnull=False, kind="clawback"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["currency", "payable_from"],
                name="accruals_waiting_to_be_paid",
                condition=Q(state__in=["accrued", "payable", "carried"]),
            ),
            models.Index(
                fields=["gives_back"],
                name="accruals_that_give_back",
                condition=Q(gives_back__isnull=False),
            ),
            models.Index(fields=["payee", "-accrued_at"], name="accruals_of_a_payee"),
            models.Index(fields=["tenant_id", "-accrued_at"], name="accruals_of_a_tenant"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} of {self.label}"
