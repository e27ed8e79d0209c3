"""The company that sells, as finance sets it down, and how far its numbers went."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from billing.entities.models import Document
from billing.entities.queries import DETAILS, documents_of, history_of, series_of, telco_company
from billing.entities.web import shown
from kith.permissions import allowed, requires
from kith.proposals.queries import waiting_proposals
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.queries import person_cards
from tenants.registry.queries import tenant_names

PAGE = "billing/entities/staff_company.html"
NUMBERS = "billing/entities/staff_numbers.html"
ROWS = 50


@require_GET
@requires("company.read")
def company(request: HttpRequest) -> HttpResponse:
    """Show what papers say of the company, what they said before, and how far numbers went."""
    found, now = telco_company(), timezone.now()
    history = history_of(found) if found else []
    hands = {one for row in history for one in (row.recorded_by, row.agreed_by) if one}
    people = person_cards(hands)
    started = [row for row in history if row.starts_at <= now]
    content = {
        "company": found,
        "facts": shown.facts_of(started[0]) if started else [],
        "versions": [
            shown.version(row, people, is_current=row in started[:1], is_first=row == history[-1])
            for row in history
        ],
        "series_columns": shown.series_columns(),
        "series": [shown.series_row(row) for row in series_of(found)] if found else [],
        "may_edit": allowed(request, "company.edit"),
        "waiting": waiting_proposals(kind=DETAILS),
    }
    return render(request, PAGE, content)


@require_GET
@requires("company.read")
def numbers(request: HttpRequest) -> HttpResponse:
    """List each number that was given, and to which shop; the newest first."""
    text, is_file = request.GET.get("q", "").strip()[:40], wants_csv(request)
    found = documents_of(text=text)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    given: list[Document] = list(found if is_file else page)
    names = tenant_names(ids={row.tenant_id for row in given})
    rows = [shown.document_row(row, names) for row in given]
    if is_file:
        return table_answer(name="numbers", columns=shown.document_columns(), rows=rows)
    content = {"page": page, "rows": rows, "columns": shown.document_columns(), "text": text}
    return render(request, NUMBERS, content)
