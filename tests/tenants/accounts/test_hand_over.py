"""One sign-in for the whole network: a session goes from host to host, and ends everywhere."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import time_machine
from django.conf import settings
from django.core import mail
from django.utils import timezone

from kith.wall import in_public
from tenants.accounts.doors import HAND_OVERS
from tenants.accounts.models import HandOver, PartyRole, Session
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person, a_role, code_now
from tests.tenants.accounts.browser import (
    ACME,
    GLOBEX,
    NETWORK,
    OWN,
    PROFILE,
    SECRET,
    Browser,
    signed_in,
    token_for,
)


def test_whoever_is_in_at_the_network_is_in_at_a_shop_by_going_there(acme, browser, person):
    signed_in(browser, person)

    host, page = browser.open(ACME, f"{PROFILE}?from=a%26b")

    assert (host, page.status_code) == (ACME, 200)
    assert page.request["QUERY_STRING"] == "from=a%26b"
    assert browser.went == [
        f"{ACME}/accounts/login/",
        f"{NETWORK}/accounts/hand-over/",
        f"{ACME}/accounts/arrival/",
        f"{ACME}{PROFILE}",
    ]
    assert not mail.outbox


def test_a_session_says_the_same_wherever_it_goes(acme, browser, person):
    signed_in(browser, person, ago=timedelta(minutes=40))
    browser.open(ACME, PROFILE)

    with in_public():
        first, second = Session.objects.filter(person_id=person.pk).order_by("started_at")

    assert (first.tenant_id, second.tenant_id) == (None, acme.uuid)
    assert first.family == second.family
    assert abs(first.expire_date - second.expire_date) < timedelta(seconds=5)
    proofs = "account_authentication_methods"
    assert first.get_decoded()[proofs] == second.get_decoded()[proofs]


def test_one_sign_in_at_a_shop_opens_the_network_and_the_next_shop(acme, globex, browser, person):
    a_role(person, role="customer", tenant=globex)

    at_acme, page = browser.enter(ACME, person)
    at_path, path = browser.open(NETWORK, "/path/")
    at_globex, there = browser.open(GLOBEX, PROFILE)

    assert (at_acme, page.status_code) == (ACME, 200)
    assert (at_path, path.status_code) == (NETWORK, 200)
    assert (at_globex, there.status_code) == (GLOBEX, 200)
    assert person.full_name in there.text


def test_no_second_code_is_asked_for(acme, browser):
    person = a_person(tenant=acme, role="reseller")
    enrol_second_factor(person_id=person.pk, secret=SECRET)

    host, _ = browser.enter(ACME, person, "/desk/")
    before = browser.is_in(NETWORK)
    host, _ = browser.send(host, "/accounts/2fa/authenticate/", code=code_now(SECRET))

    assert not before
    assert host == ACME
    assert browser.is_in(NETWORK)
    browser.at(ACME).cookies.clear()
    assert browser.open(ACME, "/desk/settings/")[1].status_code == 200


def test_the_first_way_to_a_desk_asks_for_one_password_and_ends_there(acme, browser):
    person = a_person(tenant=acme, role="reseller")

    host, page = browser.enter(ACME, person, "/desk/settings/")
    secret = re.search(r'<p class="code" dir="ltr">([A-Z2-7]+)</p>', page.text)[1]
    host, codes = browser.send(host, "/accounts/2fa/totp/activate/", code=code_now(secret))

    assert 'href="otpauth://totp/' in page.text
    assert 'href="/desk/settings/"' in codes.text
    assert browser.open(ACME, "/desk/settings/")[1].status_code == 200
    assert (
        'href="/desk/settings/"' not in browser.open(ACME, "/accounts/2fa/recovery-codes/")[1].text
    )


def test_a_password_alone_opens_no_desk_elsewhere(acme, browser):
    person = a_person(tenant=acme, role="reseller")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    signed_in(browser, person, second_factor=False)

    host, _ = browser.open(ACME, "/desk/settings/")

    assert (host, browser.went[-1]) == (ACME, f"{ACME}/accounts/2fa/reauthenticate/")


def test_a_second_step_that_is_not_given_yet_opens_nothing(acme, browser, person):
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    browser.at(NETWORK).post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD, "next": "/path/"}
    )

    host, page = browser.open(ACME, PROFILE)

    assert (host, 'name="login"' in page.text) == (ACME, True)
    with in_public():
        assert not HandOver.objects.exists()


def test_an_own_domain_takes_a_session_in_silently(own_domain, browser, person):
    signed_in(browser, person)

    host, page = browser.open(own_domain, PROFILE)

    assert (host, page.status_code) == (own_domain, 200)


def test_an_own_domain_has_the_password_asked_for_under_the_telcos(own_domain, browser, person):
    host, form = browser.open(own_domain, PROFILE)
    asked_at = host
    words = {"login": person.email, "password": PASSWORD, "next": PROFILE}
    host, leaving = browser.send(host, "/accounts/login/", **words)
    onward = urlsplit(re.search(r'content="0;url=([^"]+)"', leaving.text)[1].replace("&amp;", "&"))
    host, page = browser.open(onward.hostname, f"{onward.path}?{onward.query}")

    assert (asked_at, 'name="login"' in form.text) == (ACME, True)
    assert f'href="http://{OWN}:8000/accounts/login/?here=1' in form.text
    assert (host, page.status_code) == (own_domain, 200)
    assert browser.is_in(NETWORK)
    assert browser.is_in(ACME)


def test_what_is_signed_in_at_an_own_domain_opens_nothing_above(own_domain, browser, person):
    browser.at(NETWORK).get("/accounts/hand-over/")
    to = browser.step(ACME, "/accounts/login/", "asked=")
    stolen = parse_qs(to.query)["asked"][0]
    browser.at(own_domain).cookies[settings.KITH_CHALLENGE_COOKIE_NAME] = stolen

    words = {"login": person.email, "password": PASSWORD, "next": PROFILE}
    host, page = browser.send(own_domain, "/accounts/login/", **words)

    assert (host, page.status_code) == (own_domain, 200)
    assert not browser.is_in(NETWORK)


def test_a_link_by_mail_that_sets_a_password_signs_in_everywhere(acme, browser):
    person = a_person(tenant=acme, password=None)
    browser.at(ACME).post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"http://\S+/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]

    host, _form = browser.open(ACME, urlsplit(link).path)
    words = dict.fromkeys(("password1", "password2"), "four words in a row")
    host, _ = browser.send(host, browser.went[-1].removeprefix(ACME), **words)

    assert host == ACME
    assert browser.is_in(ACME)
    assert browser.is_in(NETWORK)


def test_a_shop_where_nobody_knows_them_is_told_of_nobody_before_they_agree(
    globex, browser, person
):
    signed_in(browser, person)

    host, asked = browser.open(GLOBEX, "/my/")
    with in_public():
        before = HandOver.objects.count(), PartyRole.objects.in_tenant(globex.uuid).count()
    start = re.search(r'name="start" value="([^"]+)"', asked.text)[1]
    leaving = browser.at(NETWORK).post("/accounts/hand-over/", {"start": start})
    onward = urlsplit(re.search(r'content="0;url=([^"]+)"', leaving.text)[1])
    host_then, page = browser.open(onward.hostname, f"{onward.path}?{onward.query}")

    assert (host, before) == (NETWORK, (0, 0))
    assert "Use your account at Globex?" in asked.text
    assert (host_then, page.status_code) == (GLOBEX, 200)


def test_nobody_is_kept_waiting_who_is_nobody_yet(acme, browser):
    host, page = browser.open(ACME, "/accounts/signup/?next=/offers/coast-10/")

    assert (host, page.status_code) == (ACME, 200)
    assert 'name="password1"' in page.text
    assert "/offers/coast-10/" in page.text


# Leaving.


def test_leaving_at_one_host_leaves_them_all(acme, globex, browser, person):
    a_role(person, role="customer", tenant=globex)
    other = signed_in(Browser(), person)
    browser.enter(ACME, person)
    browser.open(GLOBEX, PROFILE)

    browser.at(GLOBEX).post("/accounts/logout/")

    assert [browser.is_in(host) for host in (ACME, GLOBEX, NETWORK)] == [False] * 3
    assert other.is_in(NETWORK)
    host, page = browser.open(ACME, PROFILE)
    assert (host, 'name="login"' in page.text) == (ACME, True)


def test_leaving_everywhere_else_ends_what_was_handed_over_as_well(acme, browser, person):
    other = Browser()
    other.enter(ACME, person)
    browser.enter(ACME, person)

    page = browser.at(ACME).get(PROFILE)
    browser.at(ACME).post("/my/profile/sessions/")

    assert page.text.count("Unknown browser") == 2
    assert [browser.is_in(host) for host in (ACME, NETWORK)] == [True, True]
    assert [other.is_in(host) for host in (ACME, NETWORK)] == [False, False]


def test_whoever_signs_in_after_somebody_leaves_nothing_of_them(acme, browser, person):
    first = a_person(tenant=acme)
    browser.open(ACME, PROFILE)
    signed_in(browser, first)

    words = {"login": person.email, "password": PASSWORD, "next": PROFILE}
    browser.send(ACME, "/accounts/login/", **words)

    assert person.full_name in browser.at(NETWORK).get(PROFILE).text
    with in_public():
        assert not Session.objects.filter(person_id=first.pk).exists()


def test_what_was_handed_over_is_dropped_a_day_later(acme, browser, person):
    with time_machine.travel(NOON + timedelta(days=300), tick=False):
        signed_in(browser, person)
        token_for(browser, ACME)
        now = timezone.now()

    with in_public():
        assert HAND_OVERS.sweep(at=now + timedelta(hours=24)) == 0
        assert HAND_OVERS.sweep(at=now + timedelta(hours=25)) == 1
