"""Payees and the events a person has to look at."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.models import Payee, PaymentRoute, WebhookEvent
from billing.settlement.queries.payees import payees
from billing.settlement.queries.webhooks import parked_webhooks
from billing.settlement.sums import PayeeSums, payee_sums
from billing.settlement.usecases.replay_webhook import replay_webhook
from billing.settlement.web import shown
from billing.settlement.words import needs_of, told_of, why_bounced, why_closed
from kith.errors import DomainError
from kith.faults import reference_in
from kith.permissions import requires
from kith.ui.shapes import Column, Link
from kith.ui.spreadsheets import table_answer, wants_csv

PAYEES, WEBHOOKS = (
    "billing/settlement/staff_payees.html",
    "billing/settlement/staff_webhooks.html",
)
ROWS = 50
NO_MONEY: Sequence[PayeeSums | None] = [None]


@require_GET
@requires("payees.read")
def payee_list(request: HttpRequest) -> HttpResponse:
    """List who is paid, and whether money can reach them."""
    text = request.GET.get("q", "").strip()[:100]
    found = payees(text=text)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    is_file = wants_csv(request)
    listed = list(found if is_file else page)
    sums = payee_sums([payee.pk for payee in listed], at=timezone.now())
    rows = [
        {
            "name": Link(payee.display_name, reverse("staff-payee", args=[payee.pk])),
            "kind": _("Seller") if payee.party_kind == payee.TENANT else _("Sponsor"),
            "state": shown.payee_state(payee),
            "due": money.due if money else None,
            "held": money.held if money else None,
            "owed": money.owed if money else None,
            "paid": money.paid if money else None,
            "missing": payee.why_stopped or _missing(payee),
        }
        for payee in listed
        # A line a currency; one that never earned has a line without money.
        for money in sums.get(payee.pk, NO_MONEY)
    ]
    columns = [
        Column("name", _("Payee"), "strong"),
        Column("kind", _("Kind"), is_wide_only=True),
        Column("state", _("State"), "badge"),
        Column("missing", _("What is missing"), is_wide_only=True),
        Column("due", _("Due now"), "money"),
        Column("held", _("Held"), "money", is_wide_only=True),
        Column("owed", _("To be set off"), "money", is_wide_only=True),
        Column("paid", _("Paid so far"), "money"),
    ]
    if is_file:
        return table_answer(name="payees", columns=columns, rows=rows)
    return render(request, PAYEES, {"page": page, "rows": rows, "columns": columns, "text": text})


def _missing(payee: Payee) -> str:
    return (
        " ".join(filter(None, [why_bounced(payee), why_closed(payee), ", ".join(needs_of(payee))]))
        or "–"
    )


@require_GET
@requires("webhooks.replay")
def webhook_list(request: HttpRequest) -> HttpResponse:
    """List the events that could not be applied."""
    page = Paginator(parked_webhooks(), ROWS).get_page(request.GET.get("page"))
    waiting = WebhookEvent.objects.filter(handled_at=None, parked_at=None).count()
    content = {"page": page, "rows": _parked_rows(page.object_list), "waiting": waiting}
    return render(request, WEBHOOKS, content)


def _parked_rows(events: Sequence[WebhookEvent]) -> list[dict[str, object]]:
    """Return what each parked event is about, why it waits, and under what the log has it."""
    pages = [_page_told_of(event) for event in events]
    known = set(
        PaymentRoute.objects.filter(checkout_id__in=pages).values_list("checkout_id", flat=True)
    )
    return [
        {
            "event": event,
            "title": told_of(event.type),
            "why": _("No order or bill of ours is known for this payment.")
            if page and page not in known
            else _("Something went wrong on our side."),
            "reference": reference_in(event.last_error) or event.event_id,
        }
        for event, page in zip(events, pages, strict=True)
    ]


def _page_told_of(event: WebhookEvent) -> str:
    """Return the payment page an event is about; empty where it is about something else."""
    is_of_page = event.type.startswith("checkout.session.")
    return str(event.body.get("data", {}).get("object", {}).get("id", "")) if is_of_page else ""


@require_POST
@requires("webhooks.replay")
def replay(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Let one event be tried again."""
    event = get_object_or_404(WebhookEvent, pk=webhook_id)
    try:
        replay_webhook(webhook_id=event.pk, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("It is tried again now."))
    return redirect("staff-webhooks")
