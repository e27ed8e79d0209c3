"""Refunds above a shop's own word: finance looks, and decides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.invoicing.models import Invoice
from billing.invoicing.queries import REFUND, invoice_card, line_of_bill
from billing.invoicing.refund_limits import own_word, whose
from billing.invoicing.usecases.decide_refund import decide_refund
from billing.invoicing.web import shown
from kith.errors import DomainError
from kith.permissions import requires
from kith.proposals.models import Proposal
from kith.proposals.queries import proposal, proposals
from kith.ui.shapes import Column, Fact, Link, Tagged
from kith.ui.spreadsheets import table_answer, wants_csv
from kith.wall import TenantUnavailable, day_here, in_tenant
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards
from tenants.registry.queries import tenant_names

LIST, PAGE = "billing/invoicing/staff_refunds.html", "billing/invoicing/staff_refund.html"
ROWS = 25


@require_GET
@requires("refunds.decide")
def refund_list(request: HttpRequest) -> HttpResponse:
    """List what shops asked for, those first that wait."""
    found = proposals(kind=REFUND)
    if wants_csv(request):
        return table_answer(name="refunds", columns=_columns(), rows=_rows(found))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    content = {"page": page, "columns": _columns(), "rows": _rows(page)}
    return render(request, LIST, content)


@require_GET
@requires("refunds.decide")
def refund(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show one refund that a shop asked for, with whose money it is."""
    return _page(request, _found(proposal_id))


@require_POST
@requires("refunds.decide")
@asks_again
def agreement(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Agree: the money goes back."""
    return _decided(request, _found(proposal_id), is_agreed=True)


@require_POST
@requires("refunds.decide")
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn it down; the seller reads the answer."""
    return _decided(request, _found(proposal_id), is_agreed=False)


def _decided(request: HttpRequest, found: Proposal, *, is_agreed: bool) -> HttpResponse:
    try:
        with in_tenant(found.tenant_id):
            decide_refund(
                proposal_id=found.pk,
                is_agreed=is_agreed,
                answer=request.POST.get("answer", ""),
                by=request.user.pk,
                at=timezone.now(),
            )
    except DomainError as refused:
        return _page(request, found, refusal=refused, status=409)
    said = _("Agreed. The money is on its way back.") if is_agreed else _("Turned down.")
    messages.success(request, said)
    return redirect("staff-refund", proposal_id=found.pk)


def _found(proposal_id: UUID) -> Proposal:
    try:
        return proposal(kind=REFUND, proposal_id=proposal_id)
    except Proposal.DoesNotExist as missing:
        raise Http404(proposal_id) from missing


def _state(found: Proposal) -> Tagged:
    words = {
        "": Tagged(_("Waits for you"), "warn"),
        Proposal.Outcome.AGREED: Tagged(_("Agreed"), "good"),
        Proposal.Outcome.TURNED_DOWN: Tagged(_("Turned down"), "plain"),
        Proposal.Outcome.WITHDRAWN: Tagged(_("Taken back"), "plain"),
    }
    return words[found.outcome]


def _columns() -> list[Column]:
    return [
        Column("number", _("Invoice"), "strong"),
        Column("shop", _("Shop")),
        Column("asked_on", _("Asked on"), "date"),
        Column("state", _("State"), "badge"),
        Column("amount", _("Amount"), "money"),
    ]


def _rows(found: Iterable[Proposal]) -> list[dict[str, object]]:
    listed = list(found)
    names = tenant_names(ids={one.tenant_id for one in listed if one.tenant_id})
    return [
        {
            "number": Link(one.facts["number"], reverse("staff-refund", args=[one.pk])),
            "shop": names.get(one.tenant_id, "–") if one.tenant_id else "–",
            "asked_on": day_here(one.asked_at),
            "state": _state(one),
            "amount": one.amount,
        }
        for one in listed
    ]


def _page(
    request: HttpRequest,
    found: Proposal,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    try:
        with in_tenant(found.tenant_id) as seller:
            weighed = _weighed(found)
    except (TenantUnavailable, Invoice.DoesNotExist) as missing:
        raise Http404(found.pk) from missing
    people = person_cards([one for one in (found.asked_by, found.decided_by) if one])
    names = {key: card.name for key, card in people.items()}
    content = weighed | {
        "proposal": found,
        "seller": seller,
        "state": _state(found),
        "asked_by": names.get(found.asked_by, "–"),
        "decided_by": names.get(found.decided_by, "") if found.decided_by else "",
        "is_mine": found.asked_by == request.user.pk,
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)


def _weighed(found: Proposal) -> dict[str, Any]:
    """Return whose money it is and what becomes of the line, read inside the shop."""
    invoice = Invoice.objects.get(pk=UUID(found.subject))
    card = invoice_card(number=invoice.number)
    facts = [
        Fact(_("Customer"), card.contact_name or "–", card.contact_email),
        Fact(_("Paid on"), card.paid_at or "–"),
        Fact(_("Total"), card.total),
    ]
    line = ""
    if found.is_waiting and found.amount:
        back, word = whose(invoice, found.amount), own_word(invoice, at=timezone.now())
        facts += [
            Fact(_("To go back"), found.amount),
            Fact(_("Of it the seller gives"), back.own),
            Fact(_("We and others give"), back.others),
            Fact(_("The shop’s own refunds this month"), word.spent),
        ]
        ends_line = bool(found.facts.get("ends_line"))
        line = shown.line_after_refund(line_of_bill(invoice), ends_line=ends_line)
    return {
        "facts": facts,
        "is_too_old": own_word(invoice, at=found.asked_at).is_too_old,
        "line": line,
        "invoice": card,
        "line_id": card.lines[0].id,
    }
