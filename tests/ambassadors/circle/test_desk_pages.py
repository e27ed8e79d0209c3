"""The desk says what needs the seller, leads through the set-up, and keeps the circle."""

import re
from urllib.parse import unquote

import pytest

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.usecases.withdraw_invitation import withdraw_invitation
from ambassadors.referral.usecases.give_code import give_code
from kith.wall import forget_tenants, in_tenant
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.circle import a_member, an_invitation, healthy_weeks, members
from tests.factories.program import a_person as a_plain_person
from tests.factories.workspace import an_operator


@pytest.fixture
def seller(acme):
    return a_person(tenant=acme, role="reseller", full_name="Sol Vega")


@pytest.fixture
def desk(seller, acme, client):
    return sign_in(client, seller, acme)


def test_inviting_withdrawing_and_undoing(desk):
    assert desk.post("/desk/circle/", {"name": ""}).status_code == 422
    desk.post("/desk/circle/", {"name": "Jo", "sent_to": "jo@example.org", "words": "Hi"})
    invitation = Invitation.objects.get()
    assert "Sent to jo@example.org" in desk.get("/desk/circle/").text

    desk.post(f"/desk/circle/{invitation.token}/withdrawal/")
    assert "Taken back." in desk.get("/desk/circle/").text
    desk.post(f"/desk/circle/{invitation.token}/renewal/")

    assert Invitation.objects.get().is_open


def test_a_full_circle_refuses_with_what_to_do(desk):
    members(50)

    answer = desk.post("/desk/circle/", {"name": "Jo"})

    assert answer.status_code == 409
    assert "wait for the next ring" in answer.text
    assert not Invitation.objects.exists()


def test_the_next_ring_opens_when_it_is_earned(desk):
    assert desk.post("/desk/circle/rings/").status_code == 409
    healthy_weeks(12)

    assert "Your circle may grow to 150" in desk.post("/desk/circle/rings/", follow=True).text


@pytest.mark.parametrize("path", ["/desk/", "/desk/circle/"])
def test_a_circle_without_a_limit_names_no_size(desk, acme, path):
    assert '<span class="quiet">of 50</span>' in desk.get(path).text

    an_operator(acme)
    forget_tenants()
    page = desk.get(path).text

    assert "Your circle has no limit." in page
    assert '<span class="quiet">of ' not in page


def test_a_friend_comes_in_by_the_link(acme, client):
    invitation = an_invitation(name="Jo")
    assert "Jo, Acme keeps a place for you" in client.get(f"/join/{invitation.token}/").text

    answer = client.post(f"/join/{invitation.token}/")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert Invitation.objects.get().accepted_at is not None


def test_a_withdrawn_link_says_so(acme, client):
    invitation = an_invitation(name="Jo")
    withdraw_invitation(token=invitation.token, at=NOON)

    assert "taken back" in client.get(f"/join/{invitation.token}/").text
    assert client.post(f"/join/{invitation.token}/").status_code == 409
    assert client.get("/join/unknown/").status_code == 404


def test_a_link_by_code_is_remembered_until_the_order(acme, client):
    maya = a_plain_person(name="Maya Kern")

    code = give_code(person_id=maya.pk, at=NOON)
    assert client.get(f"/by/{maya.handle}/").status_code == 302
    assert "encourager" not in client.session

    client.get(f"/by/{code}/")

    assert client.session["encourager"] == maya.handle
    assert f'value="{maya.handle}"' in client.get("/accounts/signup/?here=1").text
    assert client.get("/by/nobody-at-all/").status_code == 302


def test_a_link_is_sent_by_chat_or_mail_without_a_script(desk):
    page = desk.get("/desk/share/").text
    ways = re.findall('href="(?:https://wa.me/[?]text|mailto:[?]body)=([^"]+)"', page)

    assert len(ways) == 2
    for said in map(unquote, ways):
        assert "I earn a share of what you pay" in said
        assert said.count("acme.kith.localhost") == 1


def test_the_code_is_a_file_to_print(desk):
    svg, png = desk.get("/desk/share/qr.svg"), desk.get("/desk/share/qr.png")

    assert svg["Content-Type"] == "image/svg+xml"
    assert b"<svg" in svg.content
    assert png.content.startswith(b"\x89PNG")
    assert desk.get("/desk/share/qr.exe").status_code == 404
    assert "acme.kith.localhost" in desk.get("/desk/share/").text


def test_the_circle_page_costs_the_same_for_any_number(desk, statements):
    an_invitation(name="First")
    a_member()
    desk.get("/desk/circle/")
    one = statements(lambda: desk.get("/desk/circle/"))
    for n in range(20):
        an_invitation(name=f"Friend {n}")
    members(25)

    assert statements(lambda: desk.get("/desk/circle/")) == one <= 15


def test_people_are_found_by_name(desk):
    members(3)
    a_member(name="Zoe Quay")

    found = desk.get("/desk/circle/?q=zoe").text

    assert "Zoe Quay" in found
    assert "Member 1" not in found
    assert "Nobody of that name." in desk.get("/desk/circle/?q=xyz").text


def test_another_shops_invitation_is_unknown_here(desk, globex):
    with in_tenant(globex):
        foreign = an_invitation(name="Foreign")

    assert desk.get(f"/join/{foreign.token}/").status_code == 404
    assert desk.post(f"/desk/circle/{foreign.token}/withdrawal/").status_code == 404
    with in_tenant(globex):
        assert Invitation.objects.get().is_open
        assert not Member.objects.exists()


def test_only_the_seller_comes_in(acme, globex, client, client_for):
    assert client.get("/desk/").status_code == 302
    customer = sign_in(client, a_person(tenant=acme, role="customer"), acme)
    assert customer.get("/desk/circle/").status_code == 403
    other = a_person(tenant=globex, role="reseller")

    # Row-level security hides a person of another shop: here they are nobody.
    assert sign_in(client, other, acme).get("/desk/").status_code == 302


def test_the_circle_is_a_file_of_those_who_were_searched_for(desk):
    for name in ("Ana Ruiz", "Ben Ortiz"):
        a_member(name=name)

    answer = desk.get("/desk/circle/?q=ana&as=csv")

    assert answer["Content-Disposition"] == 'attachment; filename="circle.csv"'
    assert "Ana Ruiz" in answer.text
    assert "Ben Ortiz" not in answer.text
