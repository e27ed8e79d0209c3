"""What others may ask of settlement. Each answers from the public side, for the party named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce, Now

from billing.settlement.models import (
    Accrual,
    NettingConsent,
    Overpayment,
    Payee,
    PaymentRoute,
    Reversal,
    Run,
    RunApproval,
    SettlementTerms,
    Statement,
    StatementLine,
    Transfer,
    WebhookEvent,
)
from billing.settlement.sums import PAID, in_the_black_and_red
from billing.settlement.words import needs_of, why_bounced, why_closed
from kith.money import Money
from kith.wall import public_side
from tenants.accounts.queries import PersonCard, person_cards


@dataclass(frozen=True)
class RunProgress:
    """How far a run is: transfers by state, in numbers and in money."""

    counts: dict[str, int]
    paid: Money
    total: Money

    @property
    def transfers(self) -> int:
        return sum(self.counts.values())

    @property
    def ended(self) -> int:
        return sum(self.counts.get(state, 0) for state in Transfer.FINAL)


@dataclass(frozen=True)
class Earnings:
    """What a party earned, by how near it is to being paid."""

    accrued: Money
    payable: Money
    # Below zero: what refunds took back at shops that owe less than that.
    owed: Money
    # Due or not, until somebody has decided about its payment.
    held_back: Money
    on_its_way: Money
    paid: Money
    next_payable_at: datetime | None


@dataclass(frozen=True)
class PayeeCard:
    """Whether a party can be paid."""

    uuid: UUID
    name: str
    has_account: bool
    is_ready: bool
    is_blocked: bool
    block_reason: str
    # Why money cannot reach it, and what it has to show, in the reader's language.
    closure: str
    bounce: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class PartyShare:
    """What is left of one party's share of an invoice, and whether it is held back."""

    # `seller` or `sponsor`.
    party: str
    amount: Money
    is_paid: bool
    held_for: str


@public_side
def is_payee(*, party_kind: str, party_ref: UUID) -> bool:
    """Return whether a party ever earned, or asked to be paid."""
    return Payee.objects.filter(party_kind=party_kind, party_ref=party_ref).exists()


@public_side
def waiting_run_count() -> int:
    """Count the frozen runs that wait for an approval."""
    return Run.objects.frozen().count()


@public_side
def payees_waiting(*, long: timedelta) -> int:
    """
    Count whom a run would pay, where none was opened for so long.

    As a run does, each shop is looked at by itself; what is below the smallest payment waits on.
    """
    lately = Run.objects.filter(
        abandoned_at=None, frozen_at__gt=Now() - long, currency=OuterRef("currency")
    )
    due = Accrual.objects.open().unheld().filter(~Exists(lately), payable_from__lte=Now())
    terms = SettlementTerms.objects.filter(currency=OuterRef("currency"), starts_at__lte=Now())
    least = Subquery(terms.order_by("-starts_at", "-pk").values("minimum_minor")[:1])
    rows = due.filter(payee__in=Payee.objects.reachable()).values("payee", "currency", "tenant_id")
    paid = rows.annotate(
        sum=Sum("amount_minor"), least=Coalesce(least, Value(1, BigIntegerField()))
    )
    return len(set(paid.filter(sum__gte=F("least")).values_list("payee", flat=True)))


@public_side
def last_run_at() -> datetime | None:
    """Return when the last run was frozen that was not thrown away."""
    runs = Run.objects.filter(abandoned_at=None).order_by("-frozen_at")
    return runs.values_list("frozen_at", flat=True).first()


@public_side
def unended_of(*, tenant_id: UUID) -> tuple[int, int]:
    """Count a shop's shares that are neither paid nor given back, and its payments going back."""
    ended = (Accrual.PAID, Accrual.REVERSED, Accrual.RETURNED, Accrual.WAIVED)
    shares = Accrual.objects.filter(tenant_id=tenant_id).exclude(state__in=ended)
    return shares.count(), Overpayment.objects.under_way().filter(tenant_id=tenant_id).count()


@public_side
def shops_of(*, party_kind: str, party_ref: UUID) -> list[UUID]:
    """Return every shop a party ever earned at."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    return list(mine.order_by("tenant_id").values_list("tenant_id", flat=True).distinct())


@public_side
def netting_choice(*, party_kind: str, party_ref: UUID, at: datetime) -> NettingConsent | None:
    """Return a party's last word on settling its shops together; none where it said nothing."""
    said = NettingConsent.objects.at(at)
    return said.filter(payee__party_kind=party_kind, payee__party_ref=party_ref).first()


def runs() -> QuerySet[Run]:
    """Select all runs, newest first, with their numbers of transfers."""
    return Run.objects.annotate(
        transfer_count=Count("transfers", filter=Q(transfers__exclusion=None)),
        paid_count=Count("transfers", filter=Q(transfers__state=Transfer.PAID)),
    ).order_by("-frozen_at", "-pk")


def run_progress(run: Run) -> RunProgress:
    """Count a run's transfers by state."""
    rows = (
        run.transfers.filter(exclusion=None)
        .values("state")
        .annotate(n=Count("pk"), sum=Sum("amount_minor"))
    )
    counts = {row["state"]: row["n"] for row in rows.order_by("state")}
    paid = sum(row["sum"] for row in rows if row["state"] == Transfer.PAID)
    return RunProgress(counts, Money(paid, run.currency), run.total)


def approvals_of(run: Run) -> list[tuple[RunApproval, PersonCard | None]]:
    """Return who approved a run, the first one first."""
    rows = list(RunApproval.objects.filter(run=run).order_by("at", "pk"))
    people = person_cards([row.by for row in rows])
    return [(row, people.get(row.by)) for row in rows]


def transfers_of(run: Run) -> QuerySet[Transfer]:
    """
    Select a run's transfers in their order, with payee, statement and what was taken back.

    Those of payees who were left out are no part of it.
    """
    done = Q(reversals__state=Reversal.DONE)
    rows = run.transfers.filter(exclusion=None).annotate(
        taken_back_minor=Sum("reversals__amount_minor", filter=done, default=0)
    )
    return rows.select_related("payee", "statement").order_by("position")


def shares_of(transfer: Transfer) -> QuerySet[Accrual]:
    """Select the shares that a transfer pays, or would have paid, the oldest first."""
    return transfer.accruals.order_by("accrued_at", "invoice_number", "pk")


def payees(*, text: str = "") -> QuerySet[Payee]:
    """Select payees by name, all or those the text is in."""
    return Payee.objects.filter(display_name__has=text).order_by("display_name", "pk")


@public_side
def shares_of_invoice(*, tenant_id: UUID, invoice_number: str) -> list[PartyShare]:
    """Return the sellers' and sponsors' shares of an invoice, what was taken back left out."""
    rows = Accrual.objects.filter(tenant_id=tenant_id, invoice_number=invoice_number)
    taken = {
        row["takes_from"]: row["sum"]
        for row in rows.filter(kind=Accrual.CLAWBACK)
        .values("takes_from")
        .annotate(sum=Sum("amount_minor"))
        .order_by("takes_from")
    }
    shares = rows.exclude(kind=Accrual.CLAWBACK).with_hold().order_by("accrued_at", "pk")
    return [
        PartyShare(
            party=row.kind,
            amount=Money(row.amount_minor + taken.get(row.pk, 0), row.currency),
            is_paid=row.state in (Accrual.IN_RUN, Accrual.PAID),
            held_for=row.held_for if row.state in Accrual.OPEN else "",
        )
        for row in shares
    ]


@public_side
def is_overpayment(*, payment_reference: str) -> bool:
    """Say whether a payment is one that nothing asked for, and goes back whole."""
    return Overpayment.objects.filter(payment_reference=payment_reference).exists()


def parked_webhooks() -> QuerySet[WebhookEvent]:
    """Select the events a person has to look at, the newest first."""
    return WebhookEvent.objects.parked().order_by("-parked_at", "-pk")


def applied_webhooks(*, before: datetime) -> QuerySet[WebhookEvent]:
    """Select the events that were applied before a moment."""
    return WebhookEvent.objects.filter(handled_at__lt=before)


@public_side
def parked_webhook_count() -> int:
    """Count the events a person has to look at."""
    return WebhookEvent.objects.parked().count()


@public_side
def payee_card(*, party_kind: str, party_ref: UUID) -> PayeeCard | None:
    """Return whether a party can be paid; None before it ever earned or asked."""
    row = Payee.objects.filter(party_kind=party_kind, party_ref=party_ref).first()
    if row is None:
        return None
    return PayeeCard(
        uuid=row.pk,
        name=row.display_name,
        has_account=row.stripe_account is not None,
        is_ready=row.is_reachable,
        is_blocked=row.blocked_at is not None,
        block_reason=row.block_reason,
        closure=why_closed(row),
        bounce=why_bounced(row),
        needs=tuple(needs_of(row)),
    )


@public_side
def earnings_of(*, party_kind: str, party_ref: UUID, currency: str, at: datetime) -> Earnings:
    """
    Sum what a party earned: not due yet, payable now, held back, on its way, paid.

    What is payable at one shop is not lowered by what is owed to another, but by consent.
    """
    party = {"payee__party_kind": party_kind, "payee__party_ref": party_ref}
    mine = Accrual.objects.filter(**party, currency=currency)
    waiting = Q(state__in=Accrual.OPEN, held_for="")
    held_back = Q(state__in=Accrual.OPEN) & ~Q(held_for="")
    shops = mine.with_hold().values("tenant_id")
    sums = shops.annotate(
        accrued=Sum("amount_minor", filter=waiting & Q(payable_from__gt=at), default=0),
        payable=Sum("amount_minor", filter=waiting & Q(payable_from__lte=at), default=0),
        held_back=Sum("amount_minor", filter=held_back, default=0),
        in_run=Sum("amount_minor", filter=Q(state=Accrual.IN_RUN), default=0),
        paid=Sum("amount_minor", filter=PAID, default=0),
    ).order_by("tenant_id")
    early = mine.open().unheld().filter(payable_from__gt=at).order_by("payable_from", "pk")
    choice = netting_choice(party_kind=party_kind, party_ref=party_ref, at=at)
    is_one = choice is not None and choice.is_given
    payable, owed = in_the_black_and_red((row["payable"] for row in sums), is_one=is_one)

    def total(minors: Iterable[int]) -> Money:
        return Money(sum(minors), currency)

    return Earnings(
        accrued=total(row["accrued"] for row in sums),
        payable=Money(payable, currency),
        owed=Money(owed, currency),
        held_back=total(row["held_back"] for row in sums),
        on_its_way=total(row["in_run"] for row in sums),
        paid=total(row["paid"] for row in sums),
        next_payable_at=early.values_list("payable_from", flat=True).first(),
    )


@public_side
def accruals_of(*, party_kind: str, party_ref: UUID, limit: int | None = 50) -> list[Accrual]:
    """Return a party's newest shares and what was taken back of them."""
    mine = Accrual.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    rows = mine.with_hold()
    return list(rows.order_by("-accrued_at", "-invoice_number", "pk")[:limit])


@public_side
def statements_of(*, party_kind: str, party_ref: UUID, limit: int = 50) -> list[Statement]:
    """Return a party's statements, newest first."""
    rows = Statement.objects.filter(payee__party_kind=party_kind, payee__party_ref=party_ref)
    rows = rows.select_related("transfer", "reversal__transfer")
    return list(rows.order_by("-issued_at", "-pk")[:limit])


@public_side
def statement_of(
    *, number: str, party_kind: str, party_ref: UUID
) -> tuple[Statement, list[StatementLine]]:
    """
    Return one statement of a party with its lines.

    :raises Statement.DoesNotExist: this party has no such statement
    """
    rows = Statement.objects.select_related("payee", "run", "transfer", "reversal__transfer")
    statement = rows.get(number=number, payee__party_kind=party_kind, payee__party_ref=party_ref)
    return statement, list(statement_lines(statement))


def statement_lines(statement: Statement) -> Iterator[StatementLine]:
    """Yield a statement's lines, oldest first."""
    yield from statement.lines.order_by("earned_at", "invoice_number", "pk")


@public_side
def earned_by_line(*, tenant_id: UUID) -> dict[UUID, int]:
    """Return what each paid line of a tenant accrued, claw-backs left out."""
    rows = Accrual.objects.filter(tenant_id=tenant_id).exclude(kind=Accrual.CLAWBACK)
    sums = rows.values("invoice_line_id").annotate(sum=Sum("amount_minor"))
    return {row["invoice_line_id"]: row["sum"] for row in sums.order_by("invoice_line_id")}


@public_side
def parties_by_share(*, tenant_id: UUID) -> dict[tuple[UUID, str], tuple[str, UUID]]:
    """Return who is paid each share of a tenant's lines: by line and kind, a party."""
    rows = Accrual.objects.filter(tenant_id=tenant_id).exclude(kind=Accrual.CLAWBACK)
    found = rows.order_by("pk").values_list(
        "invoice_line_id", "kind", "payee__party_kind", "payee__party_ref"
    )
    return {(line, kind): (party_kind, ref) for line, kind, party_kind, ref in found}


@public_side
def taken_back_by_line(*, tenant_id: UUID) -> dict[UUID, int]:
    """Return what was taken back of each line of a tenant."""
    rows = Accrual.objects.filter(tenant_id=tenant_id, kind=Accrual.CLAWBACK)
    sums = rows.values("invoice_line_id").annotate(sum=Sum("amount_minor"))
    return {row["invoice_line_id"]: -row["sum"] for row in sums.order_by("invoice_line_id")}


@public_side
def is_in_doubt(*, kind: str, notes: Mapping[str, str]) -> bool:
    """
    Say whether a row of ours is in doubt about what these notes stand on.

    A row that was never sent, or that certainly did nothing, does not count: what bears its name
    was sent by a house that went on from the same past.
    """
    in_doubt = Q(purpose=notes.get("purpose", ""), state__in=[Transfer.SENDING, Transfer.UNKNOWN])
    if kind == "transfer":
        return Transfer.objects.filter(in_doubt).exists()
    if kind == "reversal":
        return Reversal.objects.filter(in_doubt).exists()
    return kind == "refund" and Overpayment.objects.filter(in_doubt).exists()


@public_side
def shop_of_payment(*, reference: str) -> UUID | None:
    """Return whose customer made a payment, as far as our own map knows it."""
    routes = PaymentRoute.objects.filter(payment_intent=reference)
    return routes.values_list("tenant_id", flat=True).first()
