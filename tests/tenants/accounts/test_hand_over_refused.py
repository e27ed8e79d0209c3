"""What is handed over opens one host, in one browser, once; and nothing else does."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from kith.wall import in_public
from tenants.accounts.hand_overs import SignedIn, mark_of
from tenants.accounts.models import Person, Session
from tenants.accounts.usecases.issue_hand_over import issue_hand_over
from tenants.accounts.usecases.redeem_hand_over import HandOverRefused, redeem_hand_over
from tests.at_once import AT_ONCE, taken_away, together
from tests.factories.accounts import PASSWORD, a_person, a_role
from tests.tenants.accounts.browser import (
    ACME,
    GLOBEX,
    NETWORK,
    PROFILE,
    Browser,
    said_of,
    signed_in,
    token_for,
)


def test_a_token_opens_once(acme, browser, person):
    signed_in(browser, person)
    host, path = token_for(browser, ACME)
    first = browser.at(host).get(path)
    browser.at(ACME).cookies.pop(settings.SESSION_COOKIE_NAME)

    again = browser.at(host).get(path)

    assert first["Location"] == PROFILE
    assert again["Location"] == "/accounts/login/?here=1"
    assert not browser.is_in(ACME)
    assert said_of(person)[-1] == "used"


@pytest.mark.parametrize("elsewhere", ["globex", "network", "own"])
def test_a_token_opens_no_other_host(acme, globex, own_domain, browser, person, elsewhere):
    a_role(person, role="customer", tenant=globex)
    signed_in(browser, person)
    _, path = token_for(browser, ACME)
    host = {"globex": GLOBEX, "network": NETWORK, "own": own_domain}[elsewhere]
    thief = Browser()
    # It knows even what the browser it was for keeps.
    secret = browser.at(ACME).cookies[settings.KITH_HAND_OVER_COOKIE_NAME].value
    thief.at(host).cookies[settings.KITH_HAND_OVER_COOKIE_NAME] = secret

    thief.at(host).get(path)

    assert not thief.is_in(host)
    assert said_of(person)[-1] == "elsewhere"
    assert browser.at(ACME).get(path)["Location"] == "/accounts/login/?here=1"


def test_a_token_opens_in_no_other_browser(acme, browser, person):
    signed_in(browser, person)
    _, path = token_for(browser, ACME)
    thief = Browser()
    thief.step(ACME, PROFILE, "/accounts/hand-over/")

    thief.at(ACME).get(path)

    assert not thief.is_in(ACME)
    assert said_of(person)[-1] == "another browser"


def test_whoever_follows_a_strangers_start_opens_nothing_for_either(acme, browser, person):
    thief = Browser()
    start = thief.step(ACME, PROFILE, "/accounts/hand-over/")
    signed_in(browser, person)

    to = urlsplit(browser.at(NETWORK).get(f"{start.path}?{start.query}")["Location"])
    browser.at(ACME).get(f"{to.path}?{to.query}")

    assert not browser.is_in(ACME)
    assert not thief.is_in(ACME)


def test_nobody_is_signed_in_as_somebody_else_by_a_link(acme, browser, person):
    """Whoever signs in with a challenge of another browser brings that browser nothing."""
    victim = Browser()
    challenge = browser.step(ACME, "/accounts/login/", "asked=")
    browser.at(ACME).get(f"{challenge.path}?{challenge.query}")
    words = {"login": person.email, "password": PASSWORD, "next": PROFILE}
    bait = urlsplit(browser.at(ACME).post("/accounts/login/", words)["Location"])

    victim.at(NETWORK).get(f"{bait.path}?{bait.query}")

    assert bait.hostname == NETWORK
    assert not victim.is_in(NETWORK)


@pytest.mark.parametrize(("seconds", "opens"), [(29, True), (31, False)])
def test_a_token_lasts_half_a_minute(acme, browser, person, seconds, opens):
    signed_in(browser, person)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        host, path = token_for(browser, ACME)
        clock.shift(timedelta(seconds=seconds))
        browser.at(host).get(path)

        assert browser.is_in(ACME) is opens


def leave(browser, person):
    browser.at(NETWORK).post("/accounts/logout/")


def choose_another_password(browser, person):
    person.set_password("another few quiet words")
    person.save()


def be_barred(browser, person):
    Person.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("meanwhile", [leave, choose_another_password, be_barred])
def test_a_token_outlives_nothing_that_ends_its_session(acme, browser, person, meanwhile):
    signed_in(browser, person)
    host, path = token_for(browser, ACME)
    with in_public():
        meanwhile(browser, person)

    answer = browser.at(host).get(path)

    assert answer["Location"] == "/accounts/login/?here=1"
    assert said_of(person)[-1] == "signed out"


@pytest.mark.parametrize("start", ["", "forged", "eyJob3N0IjoiZXZpbC5leGFtcGxlIn0:1vOs:x"])
def test_a_start_that_is_not_ours_leads_nowhere(browser, person, start):
    signed_in(browser, person)

    answer = browser.at(NETWORK).get("/accounts/hand-over/", {"start": start})

    assert answer.status_code == 404


@pytest.mark.parametrize("target", ["https://evil.example/", f"http://{GLOBEX}/my/", "//evil"])
def test_no_page_elsewhere_is_gone_on_to(acme, browser, person, target):
    signed_in(browser, person)

    host, _ = browser.open(ACME, f"/accounts/login/?next={target}")

    assert (host, browser.went[-1]) == (ACME, f"{ACME}/my/")


def test_whoever_goes_round_too_often_is_asked_for_the_password(acme, browser, person):
    signed_in(browser, person)
    with time_machine.travel(timezone.now(), tick=False):
        for _ in range(40):
            token_for(browser, ACME)

        host, page = browser.open(ACME, PROFILE)

    assert (host, 'name="login"' in page.text) == (ACME, True)


def test_tokens_are_not_guessed_faster_than_anybody_clicks(acme, browser):
    with time_machine.travel(timezone.now(), tick=False):
        answers = [
            browser.at(ACME).get("/accounts/arrival/?token=x").status_code for _ in range(31)
        ]

    assert answers == [302] * 30 + [429]


def test_eight_at_once_open_with_one_token_once(house):
    now = timezone.now()
    with taken_away("public", apps="account|accounts|audit|limits|outbox"):
        with in_public():
            person = a_person()
            session = Session.objects.create(
                session_key="k", person_id=person.pk, started_at=now, expire_date=now + WEEK
            )
            session.refresh_from_db()
            who = SignedIn(
                person.pk, person.get_session_auth_hash(), [], session.family, session.expire_date
            )
            words = {"host": ACME, "tenant_id": None, "browser": mark_of("mine"), "at": now}
            token = issue_hand_over(who=who, onward="/", **words)
        said = together(
            in_public, lambda _: redeem_hand_over(token=token, **words), HandOverRefused
        )

    assert sum(not isinstance(answer, HandOverRefused) for answer in said) == 1
    assert len(said) == AT_ONCE


WEEK = timedelta(days=7)
