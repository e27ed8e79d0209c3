"""Doors to the network's team, and to the invitation into any team."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.errors import DomainError
from kith.permissions import requires
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_proposals
from tenants.accounts.asking_again import asks_again
from tenants.accounts.mails import ROLES
from tenants.accounts.models import Role, TeamInvitation
from tenants.accounts.queries import people_of, person_cards
from tenants.accounts.team import IN_THE_NETWORK, PROPOSAL, invitation_shown, invited
from tenants.accounts.usecases.accept_team_invitation import accept_team_invitation
from tenants.accounts.usecases.decide_team_role import decide_team_role
from tenants.accounts.usecases.invite_teammate import invite_teammate
from tenants.accounts.usecases.withdraw_team_invitation import withdraw_team_invitation
from tenants.accounts.web.team_forms import NetworkTeamForm

PAGE, INVITATION = "tenants/accounts/staff_team.html", "tenants/accounts/team_invitation.html"


@require_GET
@requires("staff-team.edit")
def staff_team(request: HttpRequest) -> HttpResponse:
    """Show who works for the network, who was invited, and what waits for a second person."""
    return _page(request)


@require_POST
@requires("staff-team.edit")
@asks_again
def staff_invitations(request: HttpRequest) -> HttpResponse:
    """Invite somebody; a role that moves money waits for a second person."""
    form = NetworkTeamForm(request.POST)
    if not form.is_valid():
        return _page(request, form=form, status=422)
    try:
        done = invite_teammate(**form.asked, tenant_id=None, by=_me(request), at=timezone.now())
    except DomainError as refusal:
        return _page(request, form=form, refusal=refusal, status=409)
    said = _("The invitation is on its way.")
    if isinstance(done, Proposal):
        said = _("Asked for. The invitation goes out once a second person agrees.")
    messages.success(request, said)
    return redirect("staff-team")


@require_POST
@requires("staff-team.edit")
def staff_withdrawal(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Withdraw an invitation into the network's team."""
    try:
        withdraw_team_invitation(
            invitation_id=invitation_id, tenant_id=None, by=_me(request), at=timezone.now()
        )
    except TeamInvitation.DoesNotExist as missing:
        raise Http404(invitation_id) from missing
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("Withdrawn. The link in the letter opens nothing any more."))
    return redirect("staff-team")


@require_POST
@requires("staff-team.edit")
@asks_again
def staff_agreement(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Agree that somebody is offered a role that moves money."""
    return _decided(request, proposal_id, is_agreed=True)


@require_POST
@requires("staff-team.edit")
def staff_refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn down what a colleague asked for, or take one's own back."""
    return _decided(request, proposal_id, is_agreed=False)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what one is invited to; whoever it went to accepts it here, signed in."""
    tenant_id = request.tenant.uuid if getattr(request, "tenant", None) else None
    found = invitation_shown(token=token, tenant_id=tenant_id)
    if found is None:
        raise Http404(token)
    refusal: DomainError | None = None
    if request.method == "POST" and request.user.is_authenticated:
        try:
            accept_team_invitation(
                invitation_id=found.pk, person_id=_me(request), at=timezone.now()
            )
        except DomainError as refused:
            refusal = refused
        else:
            messages.success(request, _("Welcome to the team."))
            return redirect("desk-home" if tenant_id else "staff-home")
    cards = person_cards([found.invited_by])
    user: Any = request.user
    words = {
        "invitation": found,
        "by": cards[found.invited_by].name if found.invited_by in cards else "",
        "role": Role(found.role).label,
        "about": ROLES[found.role],
        "is_open": found.is_open_at(timezone.now()),
        "is_mine": user.is_authenticated and user.email == found.email,
        "refusal": refusal,
    }
    return render(request, INVITATION, words, status=409 if refusal else 200)


def _decided(request: HttpRequest, proposal_id: UUID, *, is_agreed: bool) -> HttpResponse:
    try:
        decide_team_role(
            proposal_id=proposal_id, is_agreed=is_agreed, by=_me(request), at=timezone.now()
        )
    except Proposal.DoesNotExist as missing:
        raise Http404(proposal_id) from missing
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    said = _("Agreed. The invitation is on its way.") if is_agreed else _("It is off the table.")
    messages.success(request, said)
    return redirect("staff-team")


def _page(
    request: HttpRequest,
    *,
    form: NetworkTeamForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    waiting = waiting_proposals(kind=PROPOSAL)
    names = person_cards([one.asked_by for one in waiting])
    words = {
        "people": people_of(tenant_id=None, roles=IN_THE_NETWORK),
        "invited": invited(tenant_id=None, at=timezone.now()),
        "waiting": [
            {
                "id": one.pk,
                "email": one.facts["email"],
                "role": Role(one.facts["role"]).label,
                "by": names[one.asked_by].name if one.asked_by in names else "–",
                "because": one.because,
                "is_mine": one.asked_by == _me(request),
            }
            for one in waiting
        ],
        "form": form or NetworkTeamForm(),
        "refusal": refusal,
    }
    return render(request, PAGE, words, status=status)


def _me(request: HttpRequest) -> UUID:
    user: Any = request.user
    me: UUID = user.pk
    return me
