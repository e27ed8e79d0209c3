"""What others may ask of disputes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When

from billing.disputes.models import Dispute, DisputeQuerySet
from billing.ledger.queries import balance
from kith.money import Money
from kith.wall import public_side

# Where the telco's books keep what banks took while they decide.
HELD = "held:disputes"
VIEWS = ("open", "closed", "all")
# How many are named one by one.
NAMED = 20


@dataclass(frozen=True)
class DisputeCard:
    """A dispute as whoever keeps the payment's invoice needs it."""

    id: str
    payment_reference: str
    tenant_id: UUID | None
    amount: Money
    status: str
    reason: str
    turn: int
    # Whether the bank has the money and has not decided.
    holds_money: bool
    # What is gone for good.
    lost: Money


@public_side
def dispute_card(*, dispute_id: str) -> DisputeCard:
    """
    Return one dispute.

    :raises Dispute.DoesNotExist: there is none of that id
    """
    return _card(Dispute.objects.get(pk=dispute_id))


@public_side
def hold_dispute(*, dispute_id: str) -> DisputeCard:
    """
    Lock a dispute for this transaction, and return it as it stands now.

    :raises Dispute.DoesNotExist: there is none of that id
    """
    return _card(Dispute.objects.locked().get(pk=dispute_id))


@public_side
def disputed_payments(*, references: Sequence[str]) -> set[str]:
    """Return those of the payments that nobody can refund: a bank has them, or kept a part."""
    rows = Dispute.objects.filter(
        payment_reference__in=references, status__in=[*Dispute.HOLDING, Dispute.LOST]
    )
    return set(rows.order_by("pk").values_list("payment_reference", flat=True))


def disputes(*, text: str = "", view: str = "open") -> QuerySet[Dispute]:
    """
    Select disputes of one of the `VIEWS`, those to be answered first by deadline.

    The text may stand in an order's, an invoice's or the dispute's own name, or be a customer's.
    """
    rows = _named(text)
    if view == "open":
        rows = rows.open()
    elif view == "closed":
        rows = rows.filter(status__in=Dispute.CLOSED)
    waits = Case(When(status__in=Dispute.NEEDS_ANSWER, then=0), default=1)
    until = Case(When(status__in=Dispute.NEEDS_ANSWER, then="due_by"))
    return rows.order_by(waits, until.asc(nulls_last=True), "-opened_at", "pk")


def view_counts(*, text: str = "") -> dict[str, int]:
    """Count the disputes of each view."""
    is_closed = Q(status__in=Dispute.CLOSED)
    counts: dict[str, int] = _named(text).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=~is_closed),
        closed=Count("pk", filter=is_closed),
    )
    return counts


def _named(text: str) -> DisputeQuerySet:
    rows = Dispute.objects.all()
    if not text:
        return rows
    return rows.filter(
        Q(pk__icontains=text)
        | Q(invoice_number__icontains=text)
        | Q(order_number__icontains=text)
        | Q(customer_name__has=text)
    )


@public_side
def undecided_of(*, tenant_id: UUID) -> int:
    """Count a shop's disputes that are open, or whose loss is not where it belongs."""
    mine = Dispute.objects.filter(tenant_id=tenant_id)
    return (mine.open() | mine.unsettled()).distinct().count()


def disputes_to_answer() -> int:
    """Count the disputes that wait for our word."""
    return Dispute.objects.to_answer().count()


@public_side
def faults_of_disputes() -> list[str]:
    """Name the disputes whose money is not where it belongs, and what the books hold of others."""
    faults = [
        f"dispute {row.pk}: {row.lost_minor} {row.currency} is lost, "
        f"{row.taken_minor} was taken back and {row.absorbed_minor} stays with us"
        for row in Dispute.objects.unsettled().filter(status=Dispute.LOST).order_by("pk")[:NAMED]
    ]
    faults += [
        f"dispute {row.pk} was {row.status}, and its bank still has {row.withdrawn}"
        for row in Dispute.objects.filter(
            status__in=[Dispute.WON, Dispute.PREVENTED], withdrawn_minor__gt=0
        ).order_by("pk")[:NAMED]
    ]
    return faults + _faults_of_the_account()


def _faults_of_the_account() -> list[str]:
    """What the books hold for disputes is what the banks have of those not settled."""
    left = F("withdrawn_minor") - F("taken_minor") - F("absorbed_minor")
    sums = Dispute.objects.values("currency").annotate(left=Sum(left)).order_by("currency")
    return [
        f"{HELD} says {books}, the disputes say {row['left']} {row['currency']}"
        for row in sums
        if (books := balance(code=HELD, currency=row["currency"])).minor != row["left"]
    ]


def _card(row: Dispute) -> DisputeCard:
    return DisputeCard(
        id=row.pk,
        payment_reference=row.payment_reference,
        tenant_id=row.tenant_id,
        amount=row.amount,
        status=row.status,
        reason=row.reason,
        turn=row.turn,
        holds_money=row.holds_money,
        lost=Money(row.lost_minor, row.currency),
    )
