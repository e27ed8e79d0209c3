"""Signing in and up through the real doors, on a shop's host and the network's."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from kith.questions import answering
from kith.wall import in_public
from tenants.accounts import questions
from tenants.accounts.adapter import SecondFactorAdapter
from tenants.accounts.models import Consent, Person
from tenants.accounts.queries import find_encourager, has_second_factor, roles_of
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tenants.registry.models import Domain
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, a_role, code_now, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
NEW = {
    "full_name": "Lena Ott",
    "email": "lena@example.com",
    "password1": "four words in a row",
    "phone": "",
    "encourager": "",
    "nobody": "on",
}


@pytest.fixture(autouse=True)
def somebody_answers():
    """Handles and numbers are enough here; codes are the referral app's."""
    with answering(questions.find_encourager.by(lambda *, text: find_encourager(text))):
        yield


def enter(client, person, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": person.email, "password": password, **more})


def body(response) -> str:
    """Return a page without what differs from one showing to the next."""
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    return re.sub(r"[\w.]+@example\.com", "", text)


def test_a_customer_signs_in_at_the_shop(acme, client):
    person = a_person(tenant=acme)

    answer = enter(client, person, next="/my/profile/")

    assert (answer.status_code, answer["Location"]) == (302, "/my/profile/")
    assert person.full_name in client.get("/my/profile/").content.decode()


def test_whoever_is_new_to_the_shop_is_asked_before_it_may_know_them(acme, client):
    person = a_person()

    answer = enter(client, person, next="/my/profile/")
    before = client.get("/my/profile/")
    asked = client.get(answer["Location"])
    joined = client.post("/accounts/join/", {"next": "/my/profile/"})

    assert answer["Location"] == "/accounts/join/?next=%2Fmy%2Fprofile%2F"
    assert before.status_code == 302
    assert "Acme sees your name" in asked.content.decode()
    assert joined["Location"] == "/my/profile/"
    assert client.get("/my/profile/").status_code == 200
    with in_public():
        assert Consent.objects.get(person=person).tenant_id == acme.uuid


def test_staff_are_nobody_at_a_shop_where_they_have_no_role(acme, client):
    person = a_person(role="staff")
    sign_in(client, person, acme)

    assert client.get("/my/profile/").status_code == 302


@pytest.mark.parametrize("attempt", ["known", "unknown", "guest", "closed"])
def test_a_wrong_password_answers_alike_for_everybody(acme, client_for, attempt):
    known = a_person(tenant=acme)
    guest = a_person(tenant=acme, password=None)
    closed = a_person(tenant=acme)
    with in_public():
        Person.objects.filter(pk=closed.pk).update(is_active=False)
    nobody = Person(email="nobody@example.com")
    person = {"known": known, "unknown": nobody, "guest": guest, "closed": closed}[attempt]

    answer = enter(client_for(acme), person, password="not the right words")

    assert answer.status_code == 200
    assert body(answer) == body(enter(client_for(acme), known, password="not it either"))


def test_a_wrong_password_costs_one_hash_whoever_it_is(acme, client_for, monkeypatch):
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    real = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashed.append(1) or real(*args))
    counts = []
    for person in (a_person(tenant=acme), Person(email="nobody@example.com")):
        hashed.clear()
        enter(client_for(acme), person, password="not the right words")
        counts.append(len(hashed))

    assert counts[0] == counts[1] == 1


def test_a_password_reset_answers_alike_and_writes_to_both(acme, client_for):
    known = a_person(tenant=acme)

    answers = [
        client_for(acme).post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (known.email, "nobody@example.com")
    ]

    assert body(answers[0]) == body(answers[1])
    assert [letter.to for letter in mail.outbox] == [[known.email], ["nobody@example.com"]]


def test_links_in_mail_lead_to_the_shops_own_address_whatever_was_asked(acme, client_for):
    with in_public():
        Domain.objects.create(
            tenant_id=acme.uuid,
            host="phone.example.com",
            token="t",
            claimed_at=NOON,
            verified_at=NOON,
            is_primary=False,
        )
    person = a_person(tenant=acme)
    for host in ("acme.kith.localhost", "ACME.kith.localhost.", "acme.kith.localhost:81"):
        browser = client_for(acme)
        for path, email in (("password/reset", person.email), ("password/reset", "no@example.com")):
            browser.post(f"/accounts/{path}/", {"email": email}, headers={"host": host})
    browser.post("/accounts/signup/", NEW | {"email": person.email})
    links = [word for mail_ in mail.outbox for word in mail_.body.split() if "://" in word]

    assert len(links) == len(mail.outbox) == 5
    assert {link.partition("/accounts/")[0] for link in links} == {"http://phone.example.com:8000"}


def test_guessing_is_stopped_across_all_shops(acme, globex, client_for):
    person = a_person(tenant=acme)
    for guess in range(5):
        shop = acme if guess % 2 else globex
        enter(client_for(shop), person, password=f"guess number {guess}")

    answer = enter(client_for(acme), person)

    assert answer.status_code == 200
    assert "Try again in 1 minute" in answer.content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        "javascript:alert(1)",
        r"\\evil.example",
        "http://globex.kith.localhost/my/",
        "http://user@acme.kith.localhost:81/",
    ],
)
def test_no_sign_in_leads_away_from_the_host(acme, client, target):
    answer = enter(client, a_person(tenant=acme), next=target)

    assert answer["Location"] == "/my/"


def test_sign_up_proves_the_address_and_ends_where_it_began(acme, client):
    asked = client.post("/accounts/signup/", NEW | {"next": "/offers/coast-10/"})
    code = re.search(r"^\s{4}([A-Z0-9-]{6,12})$", mail.outbox[-1].body, re.MULTILINE)
    done = client.post("/accounts/confirm-email/", {"code": code[1], "next": "/offers/coast-10/"})

    assert asked.status_code == 302
    assert "/accounts/confirm-email/" in asked["Location"]
    assert done["Location"] == "/offers/coast-10/"
    with in_public():
        person = Person.objects.get(email="lena@example.com")
    assert roles_of(person.pk, acme.uuid) == {"customer"}
    assert client.get("/my/profile/").status_code == 200


def test_whoever_signed_up_is_welcomed_in_one_sentence(acme, client):
    client.post("/accounts/signup/", NEW)
    client.get("/accounts/confirm-email/")
    code = re.search(r"^\s{4}([A-Z0-9-]{6,12})$", mail.outbox[-1].body, re.MULTILINE)

    page = client.post("/accounts/confirm-email/", {"code": code[1]}, follow=True)

    said = re.findall(r'class="toast [^"]*">.*?<p>(.*?)</p>', page.content.decode(), re.DOTALL)
    assert said == ["You are signed in as Lena Ott."]


def test_sign_up_answers_alike_for_an_address_that_has_an_account(acme, client_for):
    known = a_person(email="known@example.com")

    answers = [
        client_for(acme).post("/accounts/signup/", NEW | {"email": email}, follow=True)
        for email in (known.email, "new@example.com")
    ]

    assert body(answers[0]) == body(answers[1])
    assert "You have an account" in mail.outbox[0].subject


def test_whoever_names_an_encourager_is_asked_again_when_nobody_goes_by_it(acme, client):
    answer = client.post("/accounts/signup/", NEW | {"nobody": "", "encourager": "no-such"})

    assert "Nobody goes by this" in answer.content.decode()
    with in_public():
        assert not Person.objects.filter(email="lena@example.com").exists()


def test_neither_an_encourager_nor_nobody_is_no_answer(acme, client):
    answer = client.post("/accounts/signup/", NEW | {"nobody": ""})

    assert "Say who encouraged you" in answer.content.decode()


def test_an_encourager_shows_while_one_types(acme, client):
    friend = a_person(full_name="Maya Kern", tenant=acme)

    answer = client.get("/accounts/encourager/", {"encourager": f"@{friend.handle}"})

    assert "Maya K." in answer.text
    assert "Kern" not in answer.text
    assert friend.email not in answer.text


def test_names_are_not_looked_up_faster_than_anybody_types(acme, client):
    friend = a_person(full_name="Maya Kern", tenant=acme)
    asked = {"encourager": friend.handle}
    with time_machine.travel(timezone.now(), tick=False):
        told = [client.get("/accounts/encourager/", asked).text for _ in range(61)]

    assert ["Maya K." in answer for answer in told] == [True] * 60 + [False]
    assert "That was too often. Try again in" in told[-1]


def test_staff_without_a_second_factor_are_led_to_set_one_up(public, client_for):
    person = a_person(role="staff")
    client = sign_in(client_for(None), person, second_factor=False)

    answer = client.get("/staff/tenants/")

    assert answer["Location"] == "/accounts/2fa/totp/activate/?next=%2Fstaff%2Ftenants%2F"


def test_staff_who_did_not_use_theirs_are_asked_for_it(public, client_for):
    person = a_person(role="staff")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    client = sign_in(client_for(None), person, second_factor=False)

    answer = client.get("/staff/tenants/")

    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")


@pytest.fixture
def seller_since_yesterday(acme, client_for):
    """A seller's browser whose second step was shown more than a working day ago."""
    seller = a_person(tenant=acme, role="operator")
    enrol_second_factor(person_id=seller.pk, secret=SECRET)
    browser = client_for(acme)
    browser.handler.enforce_csrf_checks = True
    return sign_in(browser, seller, acme, ago=timedelta(hours=13))


def test_a_second_step_holds_for_a_working_day_and_the_form_goes_on_after_it(
    acme, seller_since_yesterday
):
    browser = seller_since_yesterday
    page = browser.get("/accounts/2fa/reauthenticate/").text
    proof = {"csrfmiddlewaretoken": re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]}
    words = {"name": "Acme by the Sea", "tagline": "", "story": "", "support_email": ""}

    asked = browser.post("/desk/settings/", words | proof)
    onward = browser.post(asked["Location"], {"code": code_now(SECRET)} | proof)

    assert asked["Location"].startswith("/accounts/2fa/reauthenticate/?next=%2Fdesk%2F")
    assert onward.status_code in (200, 302)
    assert "Acme by the Sea" in browser.get("/desk/settings/").text


def test_a_form_that_another_site_sent_is_not_kept(seller_since_yesterday):
    browser = seller_since_yesterday

    refused = browser.post("/desk/settings/", {"name": "Owned"})

    assert refused.status_code == 403
    assert STATE_SESSION_KEY not in browser.session


@pytest.mark.parametrize("role", ["reseller", "operator"])
def test_payees_need_one_at_their_desk(acme, client, role):
    sign_in(client, a_person(tenant=acme, role=role), acme, second_factor=False)

    assert client.get("/desk/settings/")["Location"].startswith("/accounts/2fa/totp/")


def test_customers_and_strangers_are_not_bothered(acme, client):
    assert client.get("/desk/settings/")["Location"].startswith("/accounts/login/")

    sign_in(client, a_person(tenant=acme), acme, second_factor=False)

    assert client.get("/desk/settings/").status_code == 403


def test_password_and_code_open_the_staff_console(public, client_for):
    person = a_person(role="staff")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    client = client_for(None)

    first = enter(client, person, next="/staff/tenants/")
    second = client.post("/accounts/2fa/authenticate/", {"code": code_now(SECRET)})

    assert first["Location"].startswith("/accounts/2fa/authenticate/")
    assert second["Location"] == "/staff/tenants/"
    assert client.get("/staff/tenants/").status_code == 200


def test_a_second_factor_is_sealed_in_the_database(public):
    person = a_person()

    enrol_second_factor(person_id=person.pk, secret=SECRET)

    assert has_second_factor(person_id=person.pk)
    assert SECRET not in str(Authenticator.objects.get(user=person).data)


def test_the_same_person_signs_in_at_two_shops(acme, globex, client_for):
    person = a_person(tenant=acme)
    a_role(person, role="customer", tenant=globex)

    for shop in (acme, globex):
        client = client_for(shop)
        assert enter(client, person, next="/my/profile/")["Location"] == "/my/profile/"
        assert client.get("/my/profile/").status_code == 200


@pytest.mark.parametrize(("role", "stays"), [("staff", True), ("customer", False)])
def test_whoever_needs_a_second_factor_cannot_drop_the_last_one(acme, role, stays):
    person = a_person()
    a_role(person, role=role, tenant=None if role == "staff" else acme)
    enrol_second_factor(person_id=person.pk, secret=SECRET)

    with in_public():
        generator = Authenticator.objects.get(user=person)
        assert SecondFactorAdapter().can_delete_authenticator(generator) is not stays
