"""Doors for staff who set the rules of the ladder."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ambassadors.program.models import Measure, Programme, TierCode
from ambassadors.program.queries import (
    NEXT_VERSION,
    Rehearsal,
    may_take_back_until,
    proposed_start,
    proposed_thresholds,
    rehearse,
    retraction_of,
)
from ambassadors.program.usecases.decide_programme import decide_programme
from ambassadors.program.usecases.propose_programme import propose_programme
from ambassadors.program.usecases.take_programme_back import take_programme_back
from ambassadors.program.web.forms import ProgrammeForm
from ambassadors.program.web.shapes import amount
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.proposals.models import Proposal
from kith.proposals.queries import proposal, waiting_proposals
from kith.ui.shapes import Column, Fact, Tagged
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards

PAGE = "ambassadors/program/staff_programme.html"
EDIT = "ambassadors/program/staff_programme_edit.html"
PROPOSED = "ambassadors/program/staff_programme_proposal.html"
# A rule that lets thousands up is seen from their number.
NAMES_SHOWN = 30


@require_GET
@requires("staff.read")
def programme(request: HttpRequest) -> HttpResponse:
    """Show the rules in force, what waits for a signature, and every version before."""
    versions = list(
        Programme.objects.order_by("-version")
        .select_related("retraction")
        .prefetch_related("tiers", "tiers__criteria")
    )
    people = person_cards([row.published_by for row in versions if row.published_by])
    now = timezone.now()
    standing = [row for row in versions if retraction_of(row) is None]
    current = next((row for row in standing if row.starts_at <= now), None)
    return render(
        request,
        PAGE,
        {
            "current": current,
            "ladder": _ladder(current) if current else [],
            "versions": [
                {
                    "version": row.version,
                    "starts_at": row.starts_at,
                    "by": people[row.published_by].name if row.published_by in people else "",
                    "note": row.note,
                    "is_current": row == current,
                    "is_ahead": row.starts_at > now,
                    "taken_back": retraction_of(row),
                }
                for row in versions
            ],
            "takes_back": _still_to_take_back(standing, now),
            "waiting": waiting_proposals(kind=NEXT_VERSION),
            "may_edit": allowed(request, "programme.edit"),
            "may_sign": allowed(request, "programme.sign"),
        },
    )


@require_http_methods(["GET", "POST"])
@requires("programme.edit")
def new_version(request: HttpRequest) -> HttpResponse:
    """Write the next version of the rules, for somebody else to sign."""
    latest = Programme.objects.standing().order_by("-version").first()
    if latest is None:
        return redirect("staff-programme")
    form = ProgrammeForm(request.POST or None, programme=latest)
    if request.method != "POST":
        return render(request, EDIT, {"form": form, "latest": latest})
    if not form.is_valid():
        return render(request, EDIT, {"form": form, "latest": latest}, status=422)
    try:
        asked = propose_programme(
            thresholds=form.thresholds(),
            starts_on=form.cleaned_data["starts_on"],
            note=form.cleaned_data["note"],
            key=f"programme:{form.cleaned_data['key']}",
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        words = {"form": form, "latest": latest, "refusal": refusal}
        return render(request, EDIT, words, status=409)
    return redirect("staff-programme-proposal", proposal_id=asked.pk)


@require_GET
@requires("staff.read")
def proposed_version(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show what a proposed version changes, and who would go up by it."""
    return _proposed_page(request, _proposal(proposal_id))


@require_POST
@requires("programme.sign")
@asks_again
def signature(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Sign a proposed version: it is in force from its day on."""
    found = _proposal(proposal_id)
    try:
        decide_programme(
            proposal_id=found.pk, is_agreed=True, by=request.user.pk, at=timezone.now()
        )
    except DomainError as refusal:
        return _proposed_page(request, found, refusal=refusal, status=409)
    messages.success(request, _("Signed. The new version is published."))
    return redirect("staff-programme")


@require_POST
@requires("programme.sign")
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn a proposed version down, or take one's own back."""
    found = _proposal(proposal_id)
    try:
        decide_programme(
            proposal_id=found.pk, is_agreed=False, by=request.user.pk, at=timezone.now()
        )
    except DomainError as refused:
        return _proposed_page(request, found, refusal=refused, status=409)
    messages.info(request, _("It is off the table. The rules stay as they are."))
    return redirect("staff-programme")


@require_POST
@requires("programme.sign")
@asks_again
def retraction(request: HttpRequest, version: int) -> HttpResponse:
    """Take a version back that was just signed and holds from a later day."""
    get_object_or_404(Programme, version=version)
    try:
        stays = take_programme_back(version=version, by=request.user.pk, at=timezone.now())
    except DomainError as refused:
        messages.error(request, f"{refused} {refused.mend}".strip())
    else:
        said = _("Version %(version)s is taken back. The rules stay those of version %(stays)s.")
        messages.success(request, said % {"version": version, "stays": stays.version})
    return redirect("staff-programme")


def _still_to_take_back(standing: list[Programme], now: datetime) -> dict[str, Any] | None:
    """Return the newest version and until when it can be taken back; None where it cannot."""
    newest = standing[0] if standing else None
    until = may_take_back_until(newest) if newest else None
    return {"programme": newest, "until": until} if until and until > now else None


def _proposal(proposal_id: UUID) -> Proposal:
    try:
        return proposal(kind=NEXT_VERSION, proposal_id=proposal_id)
    except Proposal.DoesNotExist as missing:
        raise Http404(proposal_id) from missing


def _proposed_page(
    request: HttpRequest,
    found: Proposal,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    people = person_cards([one for one in (found.asked_by, found.decided_by) if one])
    content: dict[str, Any] = {
        "proposal": found,
        "state": _state(found),
        "facts": _facts(found, {key: card.name for key, card in people.items()}),
        "columns": [
            Column("step", _("Step"), "strong"),
            Column("asks", _("It asks")),
            Column("now", _("Now"), on_phone="named"),
            Column("then", _("Then"), on_phone="named"),
        ],
        "changes": _changes(found),
        "may_sign": found.is_waiting and allowed(request, "programme.sign"),
        "is_mine": found.asked_by == request.user.pk,
        "refusal": refusal,
    }
    if found.is_waiting:
        shown = rehearse(thresholds=proposed_thresholds(found), at=timezone.now())
        content |= _rehearsed(shown)
    return render(request, PROPOSED, content, status=status)


def _state(found: Proposal) -> Tagged:
    words = {
        "": Tagged(_("Waits for a second person"), "warn"),
        Proposal.Outcome.AGREED: Tagged(_("Signed"), "good"),
        Proposal.Outcome.TURNED_DOWN: Tagged(_("Turned down"), "plain"),
        Proposal.Outcome.WITHDRAWN: Tagged(_("Taken back"), "plain"),
    }
    return words[found.outcome]


def _facts(found: Proposal, names: dict[UUID, str]) -> list[Fact]:
    start = proposed_start(found)
    facts = [
        Fact(_("What changes, and why"), found.because),
        Fact(_("In force from"), start.date() if start else _("As soon as it is signed")),
        Fact(_("Written by"), names.get(found.asked_by, "–")),
    ]
    if found.decided_by:
        facts.append(Fact(_("Decided by"), names.get(found.decided_by, "–")))
    return facts


def _changes(found: Proposal) -> list[dict[str, str]]:
    """Return each number that changes, as it is and as it would be, in the order of the ladder."""
    earlier = Programme.objects.standing().filter(version__lt=found.facts["version"])
    before = earlier.order_by("-version").first()
    tiers = before.tiers.order_by("position").prefetch_related("criteria") if before else ()
    proposed = proposed_thresholds(found)
    return [
        {
            "step": str(TierCode(tier.code).label),
            "asks": str(Measure(row.code).label),
            "now": amount(row.code, row.threshold),
            "then": amount(row.code, proposed[tier.code, row.code]),
        }
        for tier in tiers
        for row in sorted(tier.criteria.all(), key=lambda row: row.position)
        if (tier.code, row.code) in proposed
    ]


def _rehearsed(shown: Rehearsal) -> dict[str, Any]:
    """Return who would go up, and to which step, by both sets of rules."""
    gained, lost = shown.gained, shown.lost
    seen = [*list(gained)[:NAMES_SHOWN], *list(lost)[:NAMES_SHOWN]]
    names = {key: card.name for key, card in person_cards(seen).items()}
    return {
        "now_count": len(shown.now),
        "then_count": len(shown.then),
        "gained": _named(gained, names),
        "gained_more": max(0, len(gained) - NAMES_SHOWN),
        "lost": _named(lost, names),
        "lost_more": max(0, len(lost) - NAMES_SHOWN),
    }


def _named(people: dict[UUID, str], names: dict[UUID, str]) -> list[dict[str, str]]:
    rows = [
        {"name": names.get(person, "–"), "step": str(TierCode(tier).label)}
        for person, tier in list(people.items())[:NAMES_SHOWN]
    ]
    return sorted(rows, key=lambda row: (row["step"], row["name"]))


def _ladder(current: Programme) -> list[dict]:
    return [
        {
            "label": TierCode(tier.code).label,
            "signatures": tier.signatures_needed,
            "asks": [
                (Measure(row.code).label, amount(row.code, row.threshold))
                for row in sorted(tier.criteria.all(), key=lambda row: row.position)
            ],
        }
        for tier in sorted(current.tiers.all(), key=lambda tier: tier.position)
    ]
