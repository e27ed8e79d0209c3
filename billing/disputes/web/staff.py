"""Doors for staff who answer payers' banks."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import UUIDField, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.disputes.models import Dispute
from billing.disputes.queries import VIEWS, disputes, view_counts
from billing.disputes.usecases.accept_dispute import accept_dispute
from billing.disputes.usecases.submit_evidence import submit_evidence
from billing.disputes.web import shown
from billing.disputes.web.forms import EvidenceForm
from billing.disputes.words import why
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.ui.shapes import Column, Link, Tab
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.asking_again import asks_again
from tenants.registry.queries import tenant_cards

LIST, PAGE = "billing/disputes/staff_disputes.html", "billing/disputes/staff_dispute.html"
ROWS = 50


@require_GET
@requires("disputes.read")
def dispute_list(request: HttpRequest) -> HttpResponse:
    """List disputes, those with the nearest deadline first."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "open"
    text = request.GET.get("q", "").strip()[:100]
    found = disputes(text=text, view=view)
    if wants_csv(request):
        rows = _rows(found)
        return table_answer(name=f"disputes-{view}", columns=_columns(), rows=rows)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    content = {
        "tabs": _tabs(view, text),
        "columns": _columns(),
        "rows": _rows(page.object_list),
        "page": page,
        "view": view,
        "search": text,
        "kept": {"view": view},
    }
    return render(request, LIST, content)


@require_GET
@requires("disputes.read")
def dispute(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Show one dispute with all that a bank may be told."""
    return _page(request, get_object_or_404(Dispute, pk=dispute_id))


@require_POST
@requires("disputes.answer")
def evidence(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Keep what was written, or hand it to the bank."""
    found = get_object_or_404(Dispute, pk=dispute_id)
    form = EvidenceForm(request.POST, reason=found.reason)
    if not form.is_valid():
        return _page(request, found, form=form, status=422)
    is_final = "is_final" in request.POST
    try:
        submit_evidence(
            dispute_id=found.pk,
            evidence=form.evidence,
            is_final=is_final,
            key=str(form.cleaned_data["key"]),
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, found, form=form, refusal=refusal, status=409)
    messages.success(
        request, _("Handed in. Their bank decides now.") if is_final else _("Kept as a draft.")
    )
    return redirect("staff-dispute", dispute_id=found.pk)


@require_POST
@requires("disputes.accept")
@asks_again
def acceptance(request: HttpRequest, dispute_id: str) -> HttpResponse:
    """Give in: the customer keeps the money."""
    found = get_object_or_404(Dispute, pk=dispute_id)
    try:
        key = str(UUIDField().clean(request.POST.get("key", "")))
    except ValidationError:
        return _page(request, found, is_unread=True, status=400)
    try:
        accept_dispute(dispute_id=found.pk, key=key, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        return _page(request, found, refusal=refusal, status=409)
    messages.success(request, _("Accepted. Each party’s part is taken back."))
    return redirect("staff-dispute", dispute_id=found.pk)


def _page(
    request: HttpRequest,
    found: Dispute,
    *,
    form: EvidenceForm | None = None,
    refusal: DomainError | None = None,
    is_unread: bool = False,
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    story = shown.story_of(found)
    drafted = dict(found.evidence) or dict(story.evidence if story else {})
    may_read_bills = allowed(request, "invoices.read")
    content = {
        "dispute": found,
        "state": shown.state_of(found, at=at),
        "facts": shown.facts_of(found, story, links_to_bills=may_read_bills),
        "steps": shown.steps_of(found, story),
        "part_columns": shown.part_columns(),
        "parts": shown.part_rows(story),
        "story": story,
        "said": shown.said_in(found),
        "form": form or EvidenceForm(reason=found.reason, initial=drafted),
        "may_answer": found.may_be_answered and allowed(request, "disputes.answer"),
        "may_accept": found.holds_money and allowed(request, "disputes.accept"),
        "acceptance_fields": {"key": uuid4()},
        "refusal": refusal,
        "is_unread": is_unread,
    }
    return render(request, PAGE, content, status=status)


def _rows(found: Iterable[Dispute]) -> list[dict[str, object]]:
    rows, at = list(found), timezone.now()
    known: set[UUID] = {row.tenant_id for row in rows if row.tenant_id}
    sellers = {card.uuid: card.name for card in tenant_cards(ids=sorted(known))}
    return [
        {
            "due_by": row.due_by if row.needs_answer else None,
            "state": shown.state_of(row, at=at),
            "customer": Link(row.customer_name or row.pk, reverse("staff-dispute", args=[row.pk])),
            "seller": sellers.get(row.tenant_id, "–") if row.tenant_id else "–",
            "invoice": row.invoice_number or "–",
            "reason": why(row),
            "amount": row.amount,
        }
        for row in rows
    ]


def _columns() -> list[Column]:
    return [
        Column("customer", _("Customer"), "strong"),
        Column("due_by", _("Answer by"), "when"),
        Column("state", _("State"), "badge"),
        Column("reason", _("Reason"), is_wide_only=True),
        Column("seller", _("Shop"), is_wide_only=True),
        Column("invoice", _("Invoice"), is_wide_only=True),
        Column("amount", _("Amount"), "money"),
    ]


def _tabs(view: str, text: str) -> list[Tab]:
    counts = view_counts(text=text)
    labels = {"open": _("Open"), "closed": _("Decided"), "all": _("All")}
    return [
        Tab(
            label,
            "?" + urlencode({"view": name, **({"q": text} if text else {})}),
            is_current=name == view,
            count=counts[name],
        )
        for name, label in labels.items()
    ]
