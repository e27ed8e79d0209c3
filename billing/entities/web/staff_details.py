"""Doors through which finance sets down what invoices say of the company, two of them a change."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.entities.queries import DETAILS, history_of, latest_details, telco_company
from billing.entities.usecases.decide_details import decide_details
from billing.entities.usecases.describe_entity import describe_entity
from billing.entities.usecases.propose_details import propose_details
from billing.entities.web import shown
from billing.entities.web.forms import DetailsForm
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.proposals.models import Proposal
from kith.proposals.queries import proposal
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards

EDIT = "billing/entities/staff_company_edit.html"
PROPOSED = "billing/entities/staff_company_proposal.html"


@require_http_methods(["GET", "POST"])
@requires("company.edit")
@asks_again
def new_details(request: HttpRequest) -> HttpResponse:
    """Set down which company sells; later, write what shall change, for somebody else to sign."""
    last = latest_details()
    form = DetailsForm(request.POST or None, last=last)
    words = {"form": form, "is_first": last is None}
    if request.method != "POST":
        return render(request, EDIT, words)
    if not form.is_valid():
        return render(request, EDIT, words, status=422)
    try:
        return _propose(request, form) if last else _describe(request, form)
    except DomainError as refusal:
        return render(request, EDIT, words | {"refusal": refusal}, status=409)


def _describe(request: HttpRequest, form: DetailsForm) -> HttpResponse:
    now = timezone.now()
    code = form.cleaned_data["code"]
    describe_entity(code=code, said=form.said(), starts_at=now, by=request.user.pk, at=now)
    messages.success(request, _("Saved. Every invoice says it from the first one on."))
    return redirect("staff-company")


def _propose(request: HttpRequest, form: DetailsForm) -> HttpResponse:
    asked = propose_details(
        said=form.said(),
        starts_on=form.cleaned_data["starts_on"],
        because=form.cleaned_data["because"],
        key=f"company:{form.cleaned_data['key']}",
        by=request.user.pk,
        at=timezone.now(),
    )
    return redirect("staff-company-proposal", proposal_id=asked.pk)


@require_GET
@requires("company.read")
def proposed(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show what invoices say, and what they would say."""
    return _page(request, _proposal(proposal_id))


@require_POST
@requires("company.sign")
@asks_again
def signature(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Sign it: invoices say it from its day on."""
    return _decide(request, proposal_id, is_agreed=True)


@require_POST
@requires("company.sign")
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn it down, or take one's own back."""
    return _decide(request, proposal_id, is_agreed=False)


def _decide(request: HttpRequest, proposal_id: UUID, *, is_agreed: bool) -> HttpResponse:
    found = _proposal(proposal_id)
    try:
        decide_details(
            proposal_id=found.pk, is_agreed=is_agreed, by=request.user.pk, at=timezone.now()
        )
    except DomainError as refused:
        return _page(request, found, refusal=refused, status=409)
    if is_agreed:
        messages.success(request, _("Signed. Invoices say it from that day on."))
    else:
        messages.info(request, _("It is off the table. Invoices say what they said."))
    return redirect("staff-company")


def _proposal(proposal_id: UUID) -> Proposal:
    try:
        return proposal(kind=DETAILS, proposal_id=proposal_id)
    except Proposal.DoesNotExist as missing:
        raise Http404(proposal_id) from missing


def _page(
    request: HttpRequest,
    found: Proposal,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    people = person_cards([one for one in (found.asked_by, found.decided_by) if one])
    company = telco_company()
    before = [
        row
        for row in (history_of(company) if company else [])
        if found.decided_at is None or row.recorded_at < found.decided_at
    ]
    content: dict[str, Any] = {
        "proposal": found,
        "state": shown.state_of(found),
        "facts": shown.facts_of_proposal(found, {key: one.name for key, one in people.items()}),
        "columns": shown.change_columns(),
        "changes": shown.changes(before[0] if before else None, found),
        "may_sign": found.is_waiting and allowed(request, "company.sign"),
        "is_mine": found.asked_by == request.user.pk,
        "refusal": refusal,
    }
    return render(request, PROPOSED, content, status=status)
