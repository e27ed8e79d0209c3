"""What a seller earned, when it is paid, and the statements that say why."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.models import Payee, Statement, StatementLine
from billing.settlement.papers import pdf_answer
from billing.settlement.queries.statements import statement_of
from billing.settlement.usecases.onboard_payee import onboard_payee
from billing.settlement.web import shown
from billing.settlement.web.earned import earned, shares_file
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.ui.spreadsheets import csv_answer, led_to_file, wants_csv
from tenants.accounts.asking_again import asks_again

PAGE, STATEMENT = "billing/settlement/desk_earnings.html", "billing/settlement/desk_statement.html"
CSV_HEADER = ["earned_at", "what", "invoice", "kind", "amount", "currency"]


@require_GET
@requires("earnings.read")
def earnings(request: HttpRequest) -> HttpResponse:
    """Show what is held, payable, on its way and paid."""
    if wants_csv(request):
        ref = request.tenant.uuid
        return shares_file(party_kind=Payee.TENANT, party_ref=ref, at=timezone.now())
    return _page(request)


@require_POST
@requires("payouts.edit")
@asks_again
def onboarding(request: HttpRequest) -> HttpResponse:
    """Send the seller to the processor's own pages; a link used up leads back here."""
    here = request.build_absolute_uri(reverse("desk-earnings"))
    try:
        link = onboard_payee(
            party_kind=Payee.TENANT,
            party_ref=request.tenant.uuid,
            email=request.user.email,
            country=request.tenant.country,
            return_url=f"{here}?back=1",
            refresh_url=f"{here}?again=1",
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    return redirect(link)


@require_GET
@requires("earnings.read")
def statement(request: HttpRequest, number: str) -> HttpResponse:
    """Show one statement; every line leads to its bill."""
    found, lines = _statement(request, number)
    if wants_csv(request):
        return csv_answer(name=found.number, header=CSV_HEADER, rows=_csv_rows(lines))
    may_open = allowed(request, "invoices.read")
    content = {
        "statement": found,
        "total_label": shown.total_label(found),
        "moved_by": shown.moved_by(found),
        "columns": shown.line_columns(is_sponsors=False),
        "rows": [
            shown.line_row(
                line,
                href=reverse("desk-invoice", args=[line.invoice_number]) if may_open else "",
            )
            for line in lines
        ],
    }
    return render(request, STATEMENT, content)


@require_GET
@requires("earnings.read")
def statement_csv(request: HttpRequest, number: str) -> HttpResponse:
    """Lead from the file's former address to where it is now."""
    found, _lines = _statement(request, number)
    return led_to_file(request, reverse("desk-statement", args=[found.number]))


def _csv_rows(lines: list[StatementLine]) -> list[list[object]]:
    return [
        [
            line.earned_at,
            line.label,
            line.invoice_number,
            line.kind,
            line.amount.to_decimal(),
            line.currency,
        ]
        for line in lines
    ]


@require_GET
@requires("earnings.read")
def statement_pdf(request: HttpRequest, number: str) -> HttpResponse:
    found, lines = _statement(request, number)
    paper = shown.paper_of(found, lines, locale=get_language() or "en")
    return pdf_answer(name=found.number, paper=paper)


def _statement(request: HttpRequest, number: str) -> tuple[Statement, list[StatementLine]]:
    try:
        return statement_of(number=number, party_kind=Payee.TENANT, party_ref=request.tenant.uuid)
    except Statement.DoesNotExist as missing:
        raise Http404(number) from missing


def _page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    content = earned(
        party_kind=Payee.TENANT,
        party_ref=request.tenant.uuid,
        currency=request.tenant.currency,
        at=timezone.now(),
        invoice_url="desk-invoice",
        statement_url="desk-statement",
        share_url="desk-share",
    )
    content |= {
        "is_home": request.tenant.is_home,
        "may_onboard": allowed(request, "payouts.edit"),
        "is_back": "back" in request.GET,
        "is_again": "again" in request.GET,
        "onboarding": reverse("desk-earnings-onboarding"),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
