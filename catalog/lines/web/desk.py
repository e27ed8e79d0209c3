"""The seller's doors: the lines of the circle, without anybody's whole number."""

from datetime import timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.lines.models import Line
from catalog.lines.queries import (
    LineCard,
    PlanMoment,
    card_of,
    history_of,
    line_card,
    line_tally,
    lines_here,
    plans_of,
)
from catalog.lines.questions import numbers_coming
from catalog.lines.web import words
from catalog.lines.web.words import state_of
from catalog.numbering.queries import mask_number
from kith.found import found_or_404
from kith.permissions import requires
from kith.ui.formats import date_text, money_text
from kith.ui.ordering import order_by
from kith.ui.shapes import Column, Fact, Link, Select, Tagged
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
    content = {
        "page": page,
        "rows": [_row(line) for line in page],
        "columns": _columns(),
        "tally": line_tally(since=timezone.now() - LATELY),
        "text": text,
        "selects": [_states(state)],
        "is_filtered": bool(text or state),
    }
    return render(request, "catalog/lines/desk_lines.html", content)


@require_GET
@requires("customers.read")
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show one line to its seller: its plans and what happened, without its owner's secrets."""
    card = found_or_404(line_card, line_id=line_id)
    state, tone = state_of(card)
    coming = numbers_coming(line_ids=[card.id], at=timezone.now()).get(card.id, "")
    page = {
        "number": mask_number(card.e164),
        "plan": card.offer_name,
        "state": Tagged(state, tone),
        "of_plan": words.place_in_plan(card),
        "facts": [
            words.price_of(card),
            Fact(_("In service since"), card.activated_at),
            Fact(_("Next renewal"), card.next_renewal_on if card.ended_at is None else None),
            *([Fact(_("Its owner’s own number"), coming)] if coming else []),
        ],
        "plans": [_plan_fact(one) for one in plans_of(line_id=card.id)],
        "timeline": words.moments(history_of(line_id=card.id), is_for_seller=True),
    }
    return render(request, "catalog/lines/desk_line.html", page)


def _plan_fact(moment: PlanMoment) -> Fact:
    about = {"price": money_text(moment.becomes.price), "plan": moment.was.offer_name}
    note = _("%(price)s, instead of %(plan)s") % about
    return Fact(date_text(moment.from_on), moment.becomes.offer_name, note)


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


def _plan(card: LineCard) -> str:
    """Say a line's plan, and the one that its next period comes with."""
    if card.next_plan is None or card.next_renewal_on is None or card.ended_at:
        return card.offer_name
    ahead = {"plan": card.next_name, "day": date_text(card.next_renewal_on)}
    return " · ".join([card.offer_name, _("%(plan)s from %(day)s") % ahead])


def _row(line: Line) -> dict:
    card = card_of(line)
    state, tone = state_of(card)
    return {
        "number": Link(mask_number(line.e164), reverse("desk-line", args=[line.pk])),
        "plan": _plan(card),
        "price": line.price if line.place == 1 else None,
        "activated_at": line.activated_at,
        "next": None if line.is_ended else line.next_renewal_on,
        "state": Tagged(state, tone),
    }
