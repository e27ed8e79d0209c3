"""Settlement runs: see what is due, freeze it, release it, watch it arrive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.settlement.cut_offs import cut_off_of
from billing.settlement.models import Accrual, Payee, Run, Statement, Transfer
from billing.settlement.previews import DuePayee, RunPreview, run_preview
from billing.settlement.queries.runs import (
    approvals_of,
    last_run_at,
    run_progress,
    runs,
    shares_of,
    transfers_of,
)
from billing.settlement.queries.statements import statement_lines
from billing.settlement.sums import currencies_due
from billing.settlement.terms import four_eyes_limit
from billing.settlement.usecases.abandon_run import abandon_run
from billing.settlement.usecases.open_run import open_run
from billing.settlement.usecases.release_run import release_run
from billing.settlement.usecases.retry_transfer import retry_transfer
from billing.settlement.web import shown
from billing.settlement.web.shown_run import comparison_shown, exclusions_shown, payees_in
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import allowed, requires, roles_with
from kith.ui.formats import money_text, relative_text
from kith.ui.shapes import Column
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import people_of
from tenants.registry.queries import tenant_names

LIST, OPEN = "billing/settlement/staff_runs.html", "billing/settlement/staff_run_open.html"
PAGE, STATEMENT = "billing/settlement/staff_run.html", "billing/settlement/staff_statement.html"
TRANSFER = "billing/settlement/staff_transfer.html"
ROWS = 25
FILE_COLUMNS = [
    Column("transfer.payee.display_name", "payee"),
    Column("shop", ""),
    Column("transfer.amount", "amount"),
    Column("state.text", "state"),
    Column("statement_number", ""),
    Column("transfer.transfer_reference", "reference"),
    Column("transfer.why", "reason"),
]


@require_GET
@requires("runs.read")
def run_list(request: HttpRequest) -> HttpResponse:
    """List all runs, with what is due now."""
    if wants_csv(request):
        rows = shown.run_rows(list(runs()))
        return table_answer(name="runs", columns=shown.run_columns(), rows=rows)
    page = Paginator(runs(), ROWS).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "rows": shown.run_rows(list(page)),
        "columns": shown.run_columns(),
        "due": [_preview(currency) for currency in _currencies()],
        "may_open": allowed(request, "runs.open"),
        "last_run": _last_run(),
    }
    return render(request, LIST, content)


@require_http_methods(["GET", "POST"])
@requires("runs.open")
@asks_again
def opening(request: HttpRequest) -> HttpResponse:
    """Show what a run would freeze; freeze it."""
    if request.method != "POST":
        return _opening_page(request)
    at = timezone.now()
    key = request.POST.get("key", "")
    try:
        run = open_run(
            # Cut off at the day's beginning, so that the same click again means the same run.
            cut_off_at=cut_off_of(at),
            opened_by=request.user.pk,
            key=f"staff:{key}",
            at=at,
            # Never another one than was asked for: the preview above was in this one.
            currency=request.POST.get("currency", ""),
        )
    except DomainError as refusal:
        return _opening_page(request, refusal=refusal, status=409)
    said = _("%(run)s is frozen. Nobody is paid before it is released.") % {"run": run.number}
    messages.success(request, said)
    return redirect("staff-run", number=run.number)


@require_GET
@requires("runs.read")
def run(request: HttpRequest, number: str) -> HttpResponse:
    """Show one run with each payment."""
    found = get_object_or_404(Run, number=number)
    if wants_csv(request):
        rows = _transfer_rows(transfers_of(found))
        return table_answer(name=found.number, columns=FILE_COLUMNS, rows=rows)
    return run_page(request, found)


@require_GET
@requires("runs.read")
def progress(request: HttpRequest, number: str) -> HttpResponse:
    """Send the part of a run's page that moves."""
    found = get_object_or_404(Run, number=number)
    return render(request, f"{PAGE}#progress", _run_content(request, found))


@require_POST
@requires("runs.release")
@asks_again
def release(request: HttpRequest, number: str) -> HttpResponse:
    """Give one person's approval."""
    found = get_object_or_404(Run, number=number)
    try:
        answer = release_run(run_id=found.pk, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return run_page(request, found, refusal=refusal, status=409)
    if answer.is_released:
        messages.success(request, _("Released. Payments are on their way."))
    else:
        messages.info(request, _("Approved. One more person has to approve it."))
    return redirect("staff-run", number=number)


@require_POST
@requires("runs.open")
@asks_again
def abandonment(request: HttpRequest, number: str) -> HttpResponse:
    """Throw a frozen run away, with the reason."""
    found = get_object_or_404(Run, number=number)
    try:
        abandon_run(
            run_id=found.pk,
            because=request.POST.get("because", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return run_page(request, found, refusal=refusal, status=409)
    messages.success(request, _("Thrown away. What it held is due again."))
    return redirect("staff-run", number=number)


@require_GET
@requires("runs.read")
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Show what one payment is made of, before there is a statement of it."""
    rows = Transfer.objects.select_related("run", "payee", "statement")
    found = get_object_or_404(rows, pk=transfer_id)
    if statement := getattr(found, "statement", None):
        return redirect("staff-statement", number=statement.number)
    is_sponsors = found.payee.party_kind == Payee.PERSON
    columns = shown.line_columns(is_sponsors=is_sponsors)
    if wants_csv(request):
        name = f"{found.run.number}-{found.position}"
        return table_answer(name=name, columns=columns, rows=_share_rows(shares_of(found)))
    page = Paginator(shares_of(found), ROWS).get_page(request.GET.get("page"))
    content = {
        "transfer": found,
        "shop": shown.shop_of(found, tenant_names(ids=[one for one in [found.tenant_id] if one])),
        "state": shown.transfer_state(found),
        "columns": columns,
        "rows": _share_rows(page),
        "page": page,
    }
    return render(request, TRANSFER, content)


@require_POST
@requires("runs.release")
@asks_again
def retry(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Try one payment again."""
    transfer = get_object_or_404(Transfer.objects.select_related("run"), pk=transfer_id)
    try:
        retry_transfer(transfer_id=transfer.pk, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return run_page(request, transfer.run, refusal=refusal, status=409)
    messages.success(request, _("It is tried again now."))
    return redirect("staff-run", number=transfer.run.number)


@require_GET
@requires("runs.read")
def statement(request: HttpRequest, number: str) -> HttpResponse:
    """Show a payee's statement; every line leads to its bill."""
    rows = Statement.objects.select_related("payee", "run", "transfer", "reversal__transfer")
    found = get_object_or_404(rows, number=number)
    is_sponsors = found.payee.party_kind == Payee.PERSON
    columns = shown.line_columns(is_sponsors=is_sponsors)
    lines = list(statement_lines(found))
    names = tenant_names(ids={line.tenant_id for line in lines}) if is_sponsors else {}
    rows = [
        shown.line_row(
            line,
            href=reverse("staff-invoice-line", args=[line.tenant_id, line.invoice_line_id]),
            names=names,
        )
        for line in lines
    ]
    if wants_csv(request):
        return table_answer(name=found.number, columns=columns, rows=rows)
    content = {
        "statement": found,
        "shop": shown.shop_of(found.payment, names) if is_sponsors else "",
        "total_label": shown.total_label(found),
        "moved_by": shown.moved_by(found),
        "columns": columns,
        "rows": rows,
    }
    return render(request, STATEMENT, content)


def _preview(currency: str) -> RunPreview:
    at = timezone.now()
    return run_preview(currency=currency, cut_off_at=cut_off_of(at), at=at)


def _last_run() -> str:
    at = last_run_at()
    return relative_text(at, now=timezone.now()) if at else _("none yet")


def _currencies() -> list[str]:
    """Return the currencies something is due in: a run is in one; the house's own where in none."""
    return currencies_due(at=timezone.now()) or [settings.KITH_CURRENCY]


def _shown(text: str) -> str:
    """Return the currency to show: the one asked for where it is due, else the first due."""
    currencies = _currencies()
    return text if text in currencies else currencies[0]


def _opening_page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    chosen = _shown(request.POST.get("currency") or request.GET.get("currency", ""))
    preview = _preview(chosen)
    content = {
        "preview": preview,
        "limit": _limit(preview.limit),
        "currency": chosen,
        "others": [currency for currency in _currencies() if currency != chosen],
        "payees": [
            {"payee": due, "about": _about(due), "standing": shown.standing(due.standing)}
            for due in preview.payees
        ],
        # One key for each page shown: a double click opens one run.
        "key": f"{request.user.pk}:{timezone.now():%Y%m%d%H%M%S}",
        "refusal": refusal,
    }
    return render(request, OPEN, content, status=status)


def _about(due: DuePayee) -> str:
    shares = ngettext("%(n)s share", "%(n)s shares", due.shares) % {"n": due.shares}
    # A seller is paid by its own shop alone, which bears its name.
    return shares if due.party_kind == Payee.TENANT else f"{shown.due_from(due)}: {shares}"


def _run_content(request: HttpRequest, found: Run) -> dict[str, object]:
    transfers = list(transfers_of(found))
    if not transfers:
        raise Http404(found.number)
    return {
        "run": found,
        "state": shown.run_state(found),
        "progress": run_progress(found),
        "is_moving": found.is_released
        and any(transfer.state not in Transfer.FINAL for transfer in transfers),
        "transfers": _transfer_rows(transfers),
        "may_release": allowed(request, "runs.release"),
    }


def _transfer_rows(transfers: Iterable[Transfer]) -> list[dict[str, object]]:
    listed = list(transfers)
    names = tenant_names(ids={one.tenant_id for one in listed if one.tenant_id})
    return [_transfer_row(one, names) for one in listed]


def _transfer_row(transfer: Any, names: Mapping[UUID, str]) -> dict[str, object]:
    is_waiting = transfer.is_held or (not transfer.is_over and transfer.wait_until is not None)
    return {
        "transfer": transfer,
        "shop": shown.shop_of(transfer, names),
        "is_sponsors": transfer.payee.party_kind == Payee.PERSON,
        "state": shown.transfer_state(transfer),
        "statement": (statement := getattr(transfer, "statement", None)),
        "statement_number": statement.number if statement else "",
        "taken_back": Money(transfer.taken_back_minor, transfer.currency),
        "can_retry": transfer.run.is_released
        and not transfer.run.is_closed
        and (is_waiting or transfer.state == Transfer.FAILED),
    }


def _share_rows(shares: Iterable[Accrual]) -> list[dict[str, object]]:
    listed = list(shares)
    names = tenant_names(ids={one.tenant_id for one in listed})
    return [
        shown.share_row(
            one,
            href=reverse("staff-invoice-line", args=[one.tenant_id, one.invoice_line_id]),
            names=names,
        )
        for one in listed
    ]


def _left_out(found: Run) -> list[dict[str, object]]:
    """Return whom a frozen run does not pay although something is due, and why; by the rules."""
    by_hand = set(found.exclusions.values_list("payee", flat=True))
    preview = run_preview(currency=found.currency, cut_off_at=found.cut_off_at, at=found.frozen_at)
    return [
        {"payee": due, "about": _about(due), "standing": shown.standing(due.standing)}
        for due in preview.payees
        if due.payee_id not in by_hand
    ]


def _limit(limit: Money) -> str:
    return _("One person releases up to %(limit)s a day.") % {"limit": money_text(limit)}


def _who_may_release(found: Run) -> list[str]:
    """Return the names of those whose approval helps, in alphabetical order."""
    people = people_of(tenant_id=None, roles=roles_with("runs.release"))
    names = {
        card.id: card.name
        for card, _role in people
        if not (found.takes_two and card.id == found.opened_by)
    }
    return sorted(names.values())


def run_page(
    request: HttpRequest, found: Run, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    """Draw a run's page, with what was refused."""
    approvals = approvals_of(found)
    content = _run_content(request, found)
    payees_in_it = payees_in(found) if found.is_frozen else []
    may_abandon = found.is_frozen and allowed(request, "runs.open")
    content |= {
        "payees_in_it": payees_in_it,
        "may_leave_out": may_abandon and len(payees_in_it) > 1,
        "approvals": [
            {"at": row.at, "name": card.name if card else str(row.by)} for row, card in approvals
        ],
        "needs_another_approval": found.approvals_needed - len(approvals) > 1,
        "has_approved": any(row.by == request.user.pk for row, _card in approvals),
        "is_mine": found.takes_two and found.opened_by == request.user.pk,
        "may_abandon": may_abandon,
        "limit": _limit(four_eyes_limit(currency=found.currency, at=found.frozen_at)),
        "releasers": _who_may_release(found) if found.is_frozen else [],
        "left_out": _left_out(found) if found.is_frozen else [],
        "exclusions": exclusions_shown(found),
        "comparison": comparison_shown(found),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
