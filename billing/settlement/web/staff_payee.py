"""One payee: what it owes after refunds, what was taken back, what was written off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.models import Accrual, Payee, Reversal, ShareHold, WriteOff
from billing.settlement.queries.payees import netting_choice, payees
from billing.settlement.sums import PayeeSums, open_by_shop, payee_sums
from billing.settlement.unpaid import unpaid
from billing.settlement.usecases.approve_write_off import approve_write_off
from billing.settlement.usecases.pay_again import pay_again
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.unblock_payee import unblock_payee
from billing.settlement.usecases.write_off import write_off
from billing.settlement.web import shown
from billing.settlement.web.staff_unpaid import unpaid_rows
from billing.settlement.words import why_bounced, why_closed
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import allowed, requires
from kith.ui.shapes import Column, Link
from kith.wall import day_here
from tenants.accounts.asking_again import asks_again
from tenants.registry.queries import tenant_names

PAGE = "billing/settlement/staff_payee.html"
# A page is for looking; the whole stands in the statements.
ROWS = 100


@require_GET
@requires("payees.read")
def payee(request: HttpRequest, payee_id: UUID) -> HttpResponse:
    """Show a payee with its open claw-backs and what became of the others."""
    return _page(request, payee_id)


@require_POST
@requires("clawbacks.recover")
@asks_again
def reversals(request: HttpRequest, payee_id: UUID) -> HttpResponse:
    """Take the chosen claw-backs back from their transfers."""

    def ask(key: str, chosen: Sequence[UUID]) -> str:
        reverse_transfers(
            payee_id=payee_id,
            key=f"staff:{key}",
            by=request.user.pk,
            at=timezone.now(),
            clawback_ids=chosen,
        )
        return _("It is being taken back.")

    return _asked(request, payee_id, ask)


@require_POST
@requires("clawbacks.recover")
@asks_again
def write_offs(request: HttpRequest, payee_id: UUID) -> HttpResponse:
    """Write the chosen claw-backs off, or ask a second person to agree."""

    def ask(key: str, chosen: Sequence[UUID]) -> str:
        first = Accrual.objects.filter(pk__in=chosen).order_by("currency").first()
        asked = write_off(
            payee_id=payee_id,
            reason=request.POST.get("reason", ""),
            key=f"staff:{key}",
            by=request.user.pk,
            at=timezone.now(),
            currency=first.currency if first else settings.KITH_CURRENCY,
            clawback_ids=chosen,
        )
        return _("Written off.") if asked.done_at else _("A second person has to approve it.")

    return _asked(request, payee_id, ask)


@require_POST
@requires("clawbacks.recover")
@asks_again
def approval(request: HttpRequest, write_off_id: UUID) -> HttpResponse:
    """Give the second person's yes."""
    found = get_object_or_404(WriteOff, pk=write_off_id)
    try:
        approve_write_off(write_off_id=found.pk, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _page(request, found.payee_id, refusal=refusal, status=409)
    messages.success(request, _("Written off."))
    return redirect("staff-payee", payee_id=found.payee_id)


@require_POST
@requires("payees.unblock")
@asks_again
def unblock(request: HttpRequest, payee_id: UUID) -> HttpResponse:
    """Pay somebody again who was stopped."""
    get_object_or_404(Payee, pk=payee_id)
    unblock_payee(payee_id=payee_id, by=request.user.pk, at=timezone.now())
    messages.success(request, _("They are paid again."))
    return redirect("staff-payee", payee_id=payee_id)


@require_GET
@requires("payees.read")
def reversal(request: HttpRequest, reversal_id: UUID) -> HttpResponse:
    """Lead on to the payee the money came back from."""
    found = get_object_or_404(Reversal, pk=reversal_id)
    return redirect(f"{reverse('staff-payee', args=[found.payee_id])}#reversals")


@require_POST
@requires("clawbacks.recover")
@asks_again
def payment(request: HttpRequest, reversal_id: UUID) -> HttpResponse:
    """Let the next run pay what a hand at the processor took back."""
    found = get_object_or_404(Reversal, pk=reversal_id)
    try:
        pay_again(reversal_id=found.pk, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _page(request, found.payee_id, refusal=refusal, status=409)
    messages.success(request, _("The next run pays it."))
    return redirect("staff-payee", payee_id=found.payee_id)


def _asked(
    request: HttpRequest, payee_id: UUID, ask: Callable[[str, Sequence[UUID]], str]
) -> HttpResponse:
    get_object_or_404(Payee, pk=payee_id)
    field = UUIDField()
    try:
        key = str(field.clean(request.POST.get("key", "")))
        chosen = [field.clean(one) for one in request.POST.getlist("clawback")]
    except ValidationError:
        return _page(request, payee_id, unread=True, status=400)
    try:
        said = ask(key, chosen)
    except DomainError as refusal:
        return _page(request, payee_id, refusal=refusal, status=409)
    messages.success(request, said)
    return redirect("staff-payee", payee_id=payee_id)


def _page(
    request: HttpRequest,
    payee_id: UUID,
    *,
    refusal: DomainError | None = None,
    unread: bool = False,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    found = get_object_or_404(payees(), pk=payee_id)
    open_ones = Accrual.objects.recoverable().filter(payee=found)
    taken = Reversal.objects.filter(payee=found).select_related("transfer__run", "statement")
    given_up = WriteOff.objects.filter(payee=found).select_related("statement")
    may_recover = allowed(request, "clawbacks.recover")
    content = {
        "payee": found,
        "state": shown.payee_state(found),
        "sums": payee_sums([found.pk], at=at).get(found.pk) or [_nothing()],
        **(_shops(found, at) if found.party_kind == Payee.PERSON else {}),
        "trouble": " ".join(filter(None, [why_bounced(found), why_closed(found)])),
        "unpaid": unpaid_rows(unpaid(at=at, among=[found.pk]), at=at),
        "may_remind": allowed(request, "payees.remind"),
        "held": _held(found),
        "clawbacks": open_ones.order_by("accrued_at", "pk")[:ROWS],
        "reversal_columns": _columns(Column("run", _("Transfer of run"), "strong")),
        "reversals": [_reversal_row(one) for one in taken.order_by("-asked_at", "pk")[:ROWS]],
        "write_off_columns": _columns(Column("reason", _("Reason"), "strong")),
        "write_offs": [_write_off_row(one) for one in given_up.order_by("-asked_at", "pk")[:ROWS]],
        "waiting": [
            {"row": one, "is_mine": one.asked_by == request.user.pk}
            for one in given_up.filter(done_at=None, dropped_at=None).order_by("asked_at", "pk")
        ],
        "may_recover": may_recover,
        "may_unblock": allowed(request, "payees.unblock"),
        # One key for each page shown: a double click asks once.
        "key": uuid4(),
        "refusal": refusal,
        "unread": unread,
    }
    return render(request, PAGE, content, status=status)


def _nothing() -> PayeeSums:
    zero = Money.zero(settings.KITH_CURRENCY)
    return PayeeSums(zero, zero, zero, zero)


def _shops(payee: Payee, at: datetime) -> dict[str, object]:
    """Return what stands open at each shop, and whether all are settled together."""
    rows = open_by_shop(payee.pk)
    names = tenant_names(ids={shop for shop, _amount in rows})
    columns = [Column("shop", _("Shop"), "strong"), Column("open", _("Open"), "money")]
    return {
        "choice": netting_choice(party_kind=payee.party_kind, party_ref=payee.party_ref, at=at),
        "shop_columns": columns,
        "shops": [{"shop": names.get(shop, "–"), "open": amount} for shop, amount in rows],
    }


def _held(payee: Payee) -> list[dict[str, object]]:
    """Return the reversals by hand whose money waits for a word."""
    holds = ShareHold.objects.standing().filter(payee=payee, reason=ShareHold.REVERSED)
    names = set(holds.values_list("reference", flat=True))
    rows = Reversal.objects.filter(payee=payee, reversal_id__in=names).order_by("asked_at", "pk")
    return [{"reversal": row, "amount": _owed_again(row)} for row in rows]


def _owed_again(reversal: Reversal) -> Money:
    rows = Accrual.objects.filter(key__startswith=f"owed_again:{reversal.reversal_id}:")
    return Money(rows.aggregate(sum=Sum("amount_minor", default=0))["sum"], reversal.currency)


def _columns(first: Column) -> list[Column]:
    return [
        first,
        Column("asked_at", _("Date"), "date"),
        Column("state", _("State"), "badge"),
        Column("statement", _("Statement"), is_wide_only=True),
        Column("amount", _("Amount"), "money"),
    ]


def _reversal_row(row: Reversal) -> dict[str, object]:
    run = row.transfer.run
    return {
        "run": Link(run.number, reverse("staff-run", args=[run.number])),
        "asked_at": day_here(row.asked_at),
        "state": shown.reversal_state(row.state),
        "statement": _statement(row) or row.why or "–",
        "amount": row.amount,
    }


def _write_off_row(row: WriteOff) -> dict[str, object]:
    return {
        "reason": row.reason,
        "asked_at": day_here(row.asked_at),
        "state": shown.write_off_state(row),
        "statement": _statement(row) or "–",
        "amount": row.amount,
    }


def _statement(row: Reversal | WriteOff) -> Link | None:
    found = getattr(row, "statement", None)
    return Link(found.number, reverse("staff-statement", args=[found.number])) if found else None
