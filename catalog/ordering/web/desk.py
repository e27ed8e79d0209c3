"""The seller's doors: the list of orders, one order, the list as a file."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalog.lines.queries import ended_orders
from catalog.numbering.queries import mask_number
from catalog.ordering.models import Activation, Order
from catalog.ordering.queries import (
    STATES,
    TO_POST,
    order_tally,
    order_timeline,
    orders_here,
)
from catalog.ordering.usecases.post_sim_card import post_sim_card
from catalog.ordering.web.words import TONES, state_of, state_word
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.ordering import order_by
from kith.ui.shapes import Column, Fact, Select, Tagged
from kith.ui.spreadsheets import csv_answer, led_to_file, wants_csv

PAGE_SIZE = 25
CSV_HEADER = ["number", "state", "placed_at", "name", "email", "offer", "total", "currency"]
SORTS = {
    "placed_at": "placed_at",
    "number": "number",
    "contact_name": "contact_name",
    "total": "total_minor",
}


@require_GET
@requires("orders.read")
def orders(request: HttpRequest) -> HttpResponse:
    """List the shop's orders, searched and filtered."""
    text, state = _asked(request)
    found = orders_here(text=text, state=state).order_by(
        *order_by(request, allowed=SORTS, default="-placed_at")
    )
    if wants_csv(request):
        return csv_answer(name="orders", header=CSV_HEADER, rows=_csv_rows(found))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    ended = ended_orders(order.pk for order in page)
    words = {
        "page": page,
        "rows": [_row(order, ended) for order in page],
        "columns": _columns(),
        "tally": order_tally(),
        "text": text,
        "selects": [_states(state)],
        "is_filtered": bool(text or state),
    }
    return render(request, "catalog/ordering/desk_orders.html", words)


@require_GET
@requires("orders.read")
def order(request: HttpRequest, order_id: str) -> HttpResponse:
    """Show one order: its timeline, its money, its buyer."""
    found = get_object_or_404(Order, pk=order_id)
    ended = ended_orders([found.pk])
    state = state_of(found, ended)
    words = {
        "order": found,
        "timeline": order_timeline(order=found, at=timezone.now(), is_sellers=True),
        "state": state_word(state),
        "tone": TONES.get(state, "plain"),
        "facts": _facts(found),
        "can_post": found.waits_for_post and not ended,
    }
    return render(request, "catalog/ordering/desk_order.html", words)


@require_POST
@requires("orders.fulfil")
def posting(request: HttpRequest, order_id: str) -> HttpResponse:
    """Note that the card of an order was posted."""
    found = get_object_or_404(Order, pk=order_id)
    try:
        post_sim_card(order_id=found.pk, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("Noted. The buyer is told."))
    return redirect("desk-order", order_id=found.pk)


@require_GET
@requires("orders.read")
def export(request: HttpRequest) -> HttpResponse:
    """Lead from the file's former address to where it is now."""
    return led_to_file(request, reverse("desk-orders"))


def _csv_rows(orders: QuerySet[Order]) -> Iterator[tuple[object, ...]]:
    ended = set(orders_here(text="", state="ended").values_list("pk", flat=True))
    for found in orders.iterator():
        yield (
            found.number,
            state_of(found, ended),
            found.placed_at,
            found.contact_name,
            found.contact_email,
            found.offer_name,
            found.total.to_decimal(),
            found.currency,
        )


def _asked(request: HttpRequest) -> tuple[str, str]:
    state = request.GET.get("state", "")
    return request.GET.get("q", "").strip()[:100], state if state in (*STATES, TO_POST) else ""


def _states(state: str) -> Select:
    options = [("", _("All")), (TO_POST, _("SIM card to post"))]
    options += [(name, state_word(name)) for name in STATES]
    return Select(name="state", label=_("State"), options=options, value=state)


def _columns() -> list[Column]:
    return [
        Column("contact_name", _("Buyer"), kind="strong", is_sortable=True),
        Column("number", _("Order"), is_sortable=True, is_wide_only=True),
        Column("offer_name", _("Plan")),
        Column("total", _("Total"), kind="money", is_sortable=True),
        Column("placed_at", _("Placed"), kind="when", is_sortable=True),
        Column("state", _("State"), kind="badge"),
    ]


def _row(found: Order, ended: Collection[UUID]) -> dict:
    return {
        "href": reverse("desk-order", args=[found.pk]),
        "number": found.number,
        "contact_name": found.contact_name,
        "offer_name": found.offer_name,
        "total": found.total,
        "placed_at": found.placed_at,
        "state": _state(found, ended),
    }


def _state(found: Order, ended: Collection[UUID]) -> Tagged:
    if found.waits_for_post and found.pk not in ended:
        return Tagged(_("SIM card to post"), "warn")
    state = state_of(found, ended)
    return Tagged(state_word(state), TONES.get(state, "plain"))


def _numbers(found: Order) -> QuerySet[Activation, str]:
    return found.activations.order_by("place").values_list("e164", flat=True)


def _facts(found: Order) -> list[Fact]:
    facts = [
        Fact(_("Buyer"), found.contact_name),
        Fact(_("E-mail"), found.contact_email),
        Fact(_("Phone"), found.contact_phone or None),
        Fact(_("Plan"), found.offer_name),
        Fact(_("Total"), found.total),
        Fact(_("SIM"), _("eSIM") if found.sim_form == "esim" else _("SIM card")),
        Fact(_("Number"), ", ".join(mask_number(e164) for e164 in _numbers(found)) or None),
        Fact(_("Placed"), found.placed_at),
        Fact(_("Paid"), found.paid_at),
        Fact(_("Active"), found.active_at),
    ]
    if found.external_id:
        facts.append(Fact(_("The program's own number"), found.external_id))
    if found.delivery_address:
        facts.append(Fact(_("Post to"), found.delivery_address))
    return facts
