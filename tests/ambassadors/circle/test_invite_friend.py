"""A place is kept for a friend while the open rings have room."""

import pytest

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.usecases.accept_invitation import InvitationWithdrawn, accept_invitation
from ambassadors.circle.usecases.invite_friend import (
    CircleFull,
    InvitationWithoutName,
    invite_friend,
)
from ambassadors.circle.usecases.renew_invitation import (
    InvitedAgainMeanwhile,
    renew_invitation,
)
from ambassadors.circle.usecases.withdraw_invitation import AlreadyAccepted, withdraw_invitation
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.circle import a_member, an_invitation, members


def letters() -> int:
    with in_public():
        return Letter.objects.filter(event="invitation.made").count()


def test_an_address_gets_one_invitation_and_one_letter(acme):
    first = an_invitation(name=" Jo  Pala ", sent_to="Jo@Example.org")

    again = an_invitation(name="Jo", sent_to="jo@example.org")

    assert (again.pk, first.name, first.sent_to) == (first.pk, "Jo Pala", "jo@example.org")
    assert letters() == 1


def test_without_an_address_the_seller_passes_the_link_on(acme):
    assert an_invitation(name="Jo").token != an_invitation(name="Jo").token
    assert letters() == 0


def test_nobody_is_invited_without_a_name(acme):
    with pytest.raises(InvitationWithoutName):
        invite_friend(name="  ", at=NOON)

    assert not Invitation.objects.exists()


def test_members_and_open_invitations_fill_the_rings(acme):
    members(49)
    last = an_invitation(name="Fifty")

    with pytest.raises(CircleFull):
        an_invitation(name="Fifty-one")

    assert Invitation.objects.count() == 1
    withdraw_invitation(token=last.token, at=NOON)
    assert an_invitation(name="Fifty again").is_open


def test_the_telcos_own_shop_has_no_limit(home):
    with in_tenant(home):
        members(50)

        assert an_invitation(name="One more").is_open


def test_withdrawing_and_undoing_work_twice(acme):
    token = an_invitation().token
    withdraw_invitation(token=token, at=NOON)
    withdrawn = withdraw_invitation(token=token, at=NOON.replace(hour=20))
    assert withdrawn.withdrawn_at == NOON
    renew_invitation(token=token, at=NOON)

    assert renew_invitation(token=token, at=NOON).is_open


def test_a_renewed_invitation_needs_room_and_no_newer_one(acme):
    old = an_invitation(name="Jo", sent_to="jo@example.org")
    withdraw_invitation(token=old.token, at=NOON)
    an_invitation(name="Jo", sent_to="jo@example.org")
    with pytest.raises(InvitedAgainMeanwhile):
        renew_invitation(token=old.token, at=NOON)
    plain = an_invitation(name="Lee")
    withdraw_invitation(token=plain.token, at=NOON)
    members(49)

    with pytest.raises(CircleFull):
        renew_invitation(token=plain.token, at=NOON)

    assert Invitation.objects.open().count() == 1


def test_accepting_twice_changes_nothing(acme):
    token = an_invitation().token
    accept_invitation(token=token, at=NOON)

    assert accept_invitation(token=token, at=NOON.replace(hour=20)).accepted_at == NOON


def test_an_accepted_invitation_is_not_withdrawn_and_a_withdrawn_one_not_accepted(acme):
    accepted, withdrawn = an_invitation(name="Ada"), an_invitation(name="Bo")
    accept_invitation(token=accepted.token, at=NOON)
    withdraw_invitation(token=withdrawn.token, at=NOON)

    with pytest.raises(AlreadyAccepted):
        withdraw_invitation(token=accepted.token, at=NOON)
    with pytest.raises(InvitationWithdrawn):
        accept_invitation(token=withdrawn.token, at=NOON)

    assert Invitation.objects.get(pk=accepted.pk).withdrawn_at is None
    assert Invitation.objects.get(pk=withdrawn.pk).accepted_at is None


def test_the_other_shop_sees_nothing(acme, globex):
    an_invitation()
    a_member()

    with in_tenant(globex):
        assert not Invitation.objects.exists()
        assert not Member.objects.exists()
