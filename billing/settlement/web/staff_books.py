"""Our books beside the payment processor's: each day, and each difference with what it is about."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.ledger.queries import balances
from billing.settlement.models import Difference, ReconciledDay
from billing.settlement.proofs import last_proof
from billing.settlement.reconciliation import (
    PROVIDER,
    day_cards,
    differences_of,
    reconciled_days,
    unexplained_count,
)
from billing.settlement.usecases.explain_difference import explain_difference
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.web import shown_books
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import allowed, requires

LIST, PAGE = "billing/settlement/staff_books.html", "billing/settlement/staff_books_day.html"
DAYS = 30


@require_GET
@requires("books.read")
def book_list(request: HttpRequest) -> HttpResponse:
    """List the days that were matched, newest first."""
    page = Paginator(reconciled_days(), DAYS).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "rows": shown_books.day_rows(day_cards(list(page))),
        "columns": shown_books.day_columns(),
        "held": balances(code=PROVIDER) or [Money.zero(settings.KITH_CURRENCY)],
        "fees": balances(code="expense:stripe_fees") or [Money.zero(settings.KITH_CURRENCY)],
        "unexplained": unexplained_count(),
        "proof": last_proof(),
    }
    return render(request, LIST, content)


@require_GET
@requires("books.read")
def day(request: HttpRequest, day: date) -> HttpResponse:
    """Show one day: what was matched, and what differs."""
    return _day_page(request, day)


@require_POST
@requires("books.reconcile")
def matching(request: HttpRequest, day: date) -> HttpResponse:
    """Match once more a day that was matched before; the night's work begins new ones."""
    get_object_or_404(ReconciledDay, day=day)
    try:
        reconcile(first=day, last=day, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _day_page(request, day, refusal=refusal, status=409)
    messages.success(request, _("Read and matched once more."))
    return redirect("staff-books-day", day=day)


@require_POST
@requires("books.reconcile")
def explanation(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    """Keep the explanation of a difference."""
    found = get_object_or_404(Difference, pk=difference_id)
    try:
        explain_difference(
            difference_id=found.pk,
            note=request.POST.get("note", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _day_page(request, found.day, refusal=refusal, status=409)
    messages.success(request, _("Explained."))
    return redirect("staff-books-day", day=found.day)


def _day_page(
    request: HttpRequest, day: date, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    (card,) = day_cards([get_object_or_404(ReconciledDay, day=day)])
    content = {
        "card": card,
        "sum_rows": shown_books.sum_rows(card),
        "sum_columns": shown_books.sum_columns(),
        "differences": shown_books.differences(differences_of(day)),
        "may_match": allowed(request, "books.reconcile"),
        "list_url": reverse("staff-books"),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
