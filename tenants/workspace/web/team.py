"""Doors to a shop's team: who works here, and whom its owner invites."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.wall import required_tenant
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import people_of
from tenants.accounts.team import invited
from tenants.accounts.usecases.invite_teammate import invite_teammate
from tenants.accounts.usecases.withdraw_team_invitation import withdraw_team_invitation
from tenants.workspace.web.forms import TeammateForm
from tenants.workspace.web.tabs import settings_tabs

TEAM = ("reseller", "operator", "teammate", "staff")


@require_GET
@requires("team.read")
def team(request: HttpRequest) -> HttpResponse:
    """Show who works in this shop, and to its owner who was invited."""
    return _page(request)


@require_POST
@requires("team.edit")
@asks_again
def invitations(request: HttpRequest) -> HttpResponse:
    """Invite a teammate, who sees orders and customers and moves no money."""
    form = TeammateForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    person: Any = request.user
    try:
        invite_teammate(
            email=form.cleaned_data["email"],
            role="teammate",
            tenant_id=required_tenant().uuid,
            by=person.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        return _page(request, form=form, refusal=refusal, status=409)
    messages.success(request, _("The invitation is on its way."))
    return redirect("desk-team")


@require_POST
@requires("team.edit")
def withdrawal(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation into this shop's team."""
    person: Any = request.user
    try:
        withdraw_team_invitation(
            invitation_id=invitation_id,
            tenant_id=required_tenant().uuid,
            by=person.pk,
            at=timezone.now(),
        )
    except ObjectDoesNotExist as missing:
        raise Http404(invitation_id) from missing
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("Withdrawn. The link in the letter opens nothing any more."))
    return redirect("desk-team")


def _page(
    request: HttpRequest,
    *,
    form: TeammateForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    tenant_id, may_edit = required_tenant().uuid, allowed(request, "team.edit")
    words = {
        "people": people_of(tenant_id=tenant_id, roles=TEAM),
        "invited": invited(tenant_id=tenant_id, at=timezone.now()) if may_edit else [],
        "form": (form or TeammateForm()) if may_edit else None,
        "refusal": refusal,
        "tabs": settings_tabs(request, "desk-team"),
    }
    return render(request, "tenants/workspace/team.html", words, status=status)
