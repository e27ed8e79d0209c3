"""Doors for staff who set the rules of the ladder."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ambassadors.program.models import Measure, Programme, TierCode
from ambassadors.program.usecases.publish_programme import publish_programme
from ambassadors.program.web.forms import ProgrammeForm
from ambassadors.program.web.shapes import amount
from kith.errors import DomainError
from kith.permissions import allowed, requires
from tenants.accounts.queries import person_cards

PAGE = "ambassadors/program/staff_programme.html"
EDIT = "ambassadors/program/staff_programme_edit.html"


@require_GET
@requires("staff.read")
def programme(request: HttpRequest) -> HttpResponse:
    """Show the rules in force and every version before them."""
    versions = list(
        Programme.objects.order_by("-version").prefetch_related("tiers", "tiers__criteria")
    )
    people = person_cards([row.published_by for row in versions if row.published_by])
    now = timezone.now()
    current = next((row for row in versions if row.starts_at <= now), None)
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
                }
                for row in versions
            ],
            "may_edit": allowed(request, "programme.edit"),
        },
    )


@require_http_methods(["GET", "POST"])
@requires("programme.edit")
def new_version(request: HttpRequest) -> HttpResponse:
    """Write the next version of the rules."""
    latest = Programme.objects.order_by("-version").first()
    if latest is None:
        return redirect("staff-programme")
    form = ProgrammeForm(request.POST or None, programme=latest)
    if request.method != "POST":
        return render(request, EDIT, {"form": form, "latest": latest})
    if not form.is_valid():
        return render(request, EDIT, {"form": form, "latest": latest}, status=422)
    now = timezone.now()
    try:
        fresh = publish_programme(
            thresholds=form.thresholds(),
            starts_at=now,
            by=request.user.pk,
            note=form.cleaned_data["note"],
            at=now,
        )
    except DomainError as refusal:
        words = {"form": form, "latest": latest, "refusal": refusal}
        return render(request, EDIT, words, status=409)
    messages.success(request, _("Version %(n)s is in force.") % {"n": fresh.version})
    return redirect("staff-programme")


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
