"""Somebody joins a team by an invitation: of a shop by one person, of finance by two."""

import pytest
from django.core import mail
from django.utils import timezone

from kith.audit.queries import recorded
from kith.four_eyes import SamePerson
from kith.proposals.models import Proposal
from kith.reasons import NoReason
from kith.wall import in_public
from tenants.accounts.models import PartyRole, TeamInvitation
from tenants.accounts.queries import roles_of
from tenants.accounts.team import MOST_OPEN, STANDS, token_of
from tenants.accounts.usecases.accept_team_invitation import (
    ForSomebodyElse,
    InvitationOver,
    accept_team_invitation,
)
from tenants.accounts.usecases.decide_team_role import decide_team_role
from tenants.accounts.usecases.invite_teammate import (
    AlreadyInTeam,
    RoleNotOffered,
    TooManyInvited,
    invite_teammate,
)
from tenants.accounts.usecases.withdraw_team_invitation import (
    AcceptedMeanwhile,
    withdraw_team_invitation,
)
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.post import drain

SISTER = "sister@example.org"


@pytest.fixture
def owner(acme):
    with in_public():
        return a_person(tenant=acme, role="reseller", full_name="Maya Kern")


def into(tenant, by, *, email=SISTER, role="teammate", at=NOON, **more):
    tenant_id = tenant.uuid if tenant else None
    return invite_teammate(email=email, role=role, tenant_id=tenant_id, by=by.pk, at=at, **more)


def accept(invitation, person, at=NOON):
    return accept_team_invitation(invitation_id=invitation.pk, person_id=person.pk, at=at)


def roles(person, tenant):
    return roles_of(person.pk, tenant.uuid if tenant else None)


def test_whoever_accepts_is_in_the_team_of_this_shop_alone(acme, globex, owner):
    invitation = into(acme, owner)
    assert into(acme, owner, email=" Sister@Example.org").pk == invitation.pk
    with in_public():
        sister = a_person(email=SISTER)

    for _ in range(2):
        accept(invitation, sister)

    assert "teammate" in roles(sister, acme)
    assert "teammate" not in roles(sister, globex)
    with in_public():
        assert PartyRole.objects.get(person=sister, role="teammate").granted_by == owner.pk
    with pytest.raises(AlreadyInTeam):
        into(acme, owner)


def test_an_invitation_is_for_its_address_and_its_days(acme, owner):
    invitation = into(acme, owner)
    with in_public():
        sister, other = a_person(email=SISTER), a_person()

    with pytest.raises(ForSomebodyElse) as refusal:
        accept(invitation, other)
    with pytest.raises(InvitationOver):
        accept(invitation, sister, at=NOON + STANDS)

    assert refusal.value.mend
    assert roles(other, acme) == roles(sister, acme) == frozenset()
    # It may be given anew, and then the new one is good.
    again = into(acme, owner, at=NOON + STANDS)
    assert again.pk != invitation.pk
    accept(again, sister, at=NOON + STANDS)


def test_what_was_withdrawn_opens_nothing(acme, globex, owner):
    invitation = into(acme, owner)
    with in_public():
        sister = a_person(email=SISTER)
    given = {"invitation_id": invitation.pk, "by": owner.pk, "at": NOON}
    with pytest.raises(TeamInvitation.DoesNotExist):
        withdraw_team_invitation(**given, tenant_id=globex.uuid)

    for _ in range(2):
        withdraw_team_invitation(**given, tenant_id=acme.uuid)

    with pytest.raises(InvitationOver):
        accept(invitation, sister)
    assert roles(sister, acme) == frozenset()
    assert len(recorded(action="team.withdrawn")) == 1


def test_what_was_accepted_is_not_withdrawn(acme, owner):
    invitation = into(acme, owner)
    with in_public():
        accept(invitation, a_person(email=SISTER))

    with pytest.raises(AcceptedMeanwhile):
        withdraw_team_invitation(
            invitation_id=invitation.pk, tenant_id=acme.uuid, by=owner.pk, at=NOON
        )


@pytest.mark.parametrize("role", ["reseller", "operator", "staff", "finance", "customer", "x"])
def test_a_shop_gives_no_role_but_a_teammates(acme, owner, role):
    with pytest.raises(RoleNotOffered):
        into(acme, owner, role=role)

    with in_public():
        assert not TeamInvitation.objects.exists()
        assert not Proposal.objects.exists()


def test_a_shop_invites_twenty_at_a_time(acme, owner):
    for number in range(MOST_OPEN):
        into(acme, owner, email=f"friend{number}@example.org")

    with pytest.raises(TooManyInvited):
        into(acme, owner)

    with in_public():
        assert TeamInvitation.objects.count() == MOST_OPEN


@pytest.mark.parametrize("role", ["finance", "approver"])
def test_a_role_that_moves_money_takes_two_people(public, role):
    nora, felix = a_person(role="staff"), a_person(role="finance")
    with pytest.raises(NoReason):
        into(None, nora, role=role, key="k1")
    asked = into(None, nora, role=role, key="k1", because="Felix is on leave.")
    assert not TeamInvitation.objects.exists()

    with pytest.raises(SamePerson):
        decide_team_role(proposal_id=asked.pk, is_agreed=True, by=nora.pk, at=NOON)
    assert not TeamInvitation.objects.exists()
    for _ in range(2):
        decide_team_role(proposal_id=asked.pk, is_agreed=True, by=felix.pk, at=NOON)

    invitation = TeamInvitation.objects.get()
    assert (invitation.role, invitation.invited_by) == (role, nora.pk)
    sister = a_person(email=SISTER)
    accept(invitation, sister)
    assert role in roles(sister, None)


def test_nobody_agrees_to_a_role_of_their_own(public):
    nora, ada = a_person(role="staff"), a_person(email=SISTER, role="approver")
    asked = into(None, nora, role="finance", key="k1", because="Felix is on leave.")

    with pytest.raises(SamePerson):
        decide_team_role(proposal_id=asked.pk, is_agreed=True, by=ada.pk, at=NOON)

    assert not TeamInvitation.objects.exists()


def test_whoever_runs_a_shop_is_no_teammate_there(acme, globex, owner):
    with pytest.raises(AlreadyInTeam):
        into(acme, owner, email=owner.email)

    with in_public():
        assert not TeamInvitation.objects.exists()


def test_what_is_turned_down_invites_nobody(public):
    nora, felix = a_person(role="staff"), a_person(role="finance")
    asked = into(None, nora, role="finance", key="k1", because="Felix is on leave.")

    decide_team_role(proposal_id=asked.pk, is_agreed=False, by=felix.pk, at=NOON)

    assert not TeamInvitation.objects.exists()


def test_the_letter_leads_in_and_a_stranger_to_the_door_gets_nothing(acme, owner, client_for):
    desk = sign_in(client_for(acme), owner, acme)
    page = desk.post("/desk/settings/team/invitations/", {"email": SISTER}, follow=True)
    assert SISTER in page.text
    drain()

    [letter] = [one for one in mail.outbox if one.to == [SISTER]]
    assert "Maya Kern" in letter.subject
    with in_public():
        invitation = TeamInvitation.objects.get()
        sister = a_person(email=SISTER, tenant=acme)
        other = a_person(tenant=acme)
    address = f"/accounts/team/{token_of(invitation.pk)}/"
    path = letter.body.partition("/accounts/team/")[2].split()[0]
    assert "Sign in as sister@example.org" in client_for(acme).get(f"/accounts/team/{path}").text
    stranger = sign_in(client_for(acme), other, acme)
    assert "went to sister@example.org" in stranger.get(address).text
    assert stranger.post(address).status_code == 409
    answer = sign_in(client_for(acme), sister, acme).post(address)

    assert answer["Location"] == "/desk/"
    assert "teammate" in roles(sister, acme)
    assert "teammate" not in roles(other, acme)


def test_an_invitation_opens_nothing_at_another_host(acme, globex, owner, client_for):
    with in_public():
        invitation = into(acme, owner, at=timezone.now())

    address = f"/accounts/team/{token_of(invitation.pk)}/"

    assert client_for(globex).get(address).status_code == 404
    assert client_for(None).get(address).status_code == 404
    assert client_for(acme).get("/accounts/team/forged/").status_code == 404


def test_the_staffs_page_asks_a_second_person(public, client_for):
    nora, felix = a_person(role="staff"), a_person(role="finance")
    browser, other = sign_in(client_for(None), nora), sign_in(client_for(None), felix)
    key = browser.get("/staff/team/").context["form"]["key"].value()
    form = {"email": SISTER, "role": "finance", "because": "Felix is on leave.", "key": key}

    for _ in range(2):
        browser.post("/staff/team/invitations/", form)

    asked = Proposal.objects.get()
    refused = browser.post(f"/staff/team/roles/{asked.pk}/agreement/")
    assert refused.status_code == 409
    assert "1 role to agree to" in other.get("/staff/").text
    assert "Felix is on leave." in other.get("/staff/team/").text
    other.post(f"/staff/team/roles/{asked.pk}/agreement/")
    invitation = TeamInvitation.objects.get()
    assert SISTER in browser.get("/staff/team/").text
    browser.post(f"/staff/team/invitations/{invitation.pk}/withdrawal/")
    invitation.refresh_from_db()
    assert invitation.withdrawn_at is not None


@pytest.mark.parametrize("count", [1, MOST_OPEN])
def test_the_page_costs_the_same_for_any_number_invited(
    acme, owner, client_for, count, django_assert_max_num_queries
):
    with in_public():
        for number in range(count):
            into(acme, owner, email=f"friend{number}@example.org", at=timezone.now())
    desk = sign_in(client_for(acme), owner, acme)

    with django_assert_max_num_queries(16):
        desk.get("/desk/settings/team/")


def test_eight_at_once_are_one_invitation_and_accepted_once(house):
    now = timezone.now()
    with taken_away("public", apps="account|accounts|audit|limits|outbox|series"):
        with in_public():
            owner, sister = a_person(role="staff"), a_person(email=SISTER)
        sent = together(in_public, lambda _: into(None, owner, role="staff", at=now))
        [invitation] = {each.pk: each for each in sent}.values()
        taken = together(in_public, lambda _: accept(invitation, sister, at=now))
        with in_public():
            held = PartyRole.objects.filter(person=sister, role="staff").count()

    assert (len(sent), len(taken), held) == (AT_ONCE, AT_ONCE, 1)
