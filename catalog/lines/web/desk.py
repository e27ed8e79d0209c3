"""The seller's doors: the lines of the circle, without anybody's whole number."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.lines.models import Line
from catalog.lines.queries import card_of, line_tally, lines_here
from catalog.lines.web.words import state_of
from catalog.numbering.queries import mask_number
from kith.permissions import requires
from kith.ui.ordering import order_by
from kith.ui.shapes import Column, Select, Tagged
from kith.ui.spreadsheets import table_answer, wants_csv

PAGE_SIZE = 25
LATELY = timedelta(days=30)
SORTS = {"activated_at": "activated_at", "next": "next_renewal_on", "plan": "offer_name"}


@require_GET
@requires("customers.read")
def lines(request: HttpRequest) -> HttpResponse:
    """List the tenant's lines and count them by state."""
    text = request.GET.get("q", "").strip()[:100]
    state = request.GET.get("state", "")
    found = lines_here(text=text, state=state).order_by(
        *order_by(request, allowed=SORTS, default="-activated_at")
    )
    if wants_csv(request):
        rows = (_row(line) for line in found.iterator())
        return table_answer(name="lines", columns=_columns(), rows=rows)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    words = {
        "page": page,
        "rows": [_row(line) for line in page],
        "columns": _columns(),
        "tally": line_tally(since=timezone.now() - LATELY),
        "text": text,
        "selects": [_states(state)],
        "is_filtered": bool(text or state),
    }
    return render(request, "catalog/lines/desk_lines.html", words)


def _states(state: str) -> Select:
    options = [
        ("", _("All")),
        ("active", _("Active")),
        ("suspended", _("Blocked")),
        ("ended", _("Ended")),
    ]
    return Select(name="state", label=_("State"), options=options, value=state)


def _columns() -> list[Column]:
    return [
        Column("number", _("Number"), kind="strong"),
        Column("plan", _("Plan"), is_sortable=True),
        Column("price", _("Price"), kind="money"),
        Column("activated_at", _("Since"), kind="date", is_sortable=True, is_wide_only=True),
        Column("next", _("Next renewal"), kind="date", is_sortable=True, on_phone="named"),
        Column("state", _("State"), kind="badge"),
    ]


def _row(line: Line) -> dict:
    state, tone = state_of(card_of(line))
    return {
        "number": mask_number(line.e164),
        "plan": line.offer_name,
        "price": line.price if line.place == 1 else None,
        "activated_at": line.activated_at,
        "next": None if line.is_ended else line.next_renewal_on,
        "state": Tagged(state, tone),
    }
