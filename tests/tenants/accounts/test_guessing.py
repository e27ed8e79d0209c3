"""Guessing is stopped, and whoever it is about gets in all the same."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tests.factories.accounts import PASSWORD, a_person, code_now

SECRET = "JBSWY3DPEHPK3PXP"
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.77"}
# Links and cookies are checked against the clock: it stands still at a moment of their time.
TODAY = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


@pytest.fixture
def person(acme):
    return a_person(tenant=acme)


def enter(client, person, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": person.email, "password": password}, **more)


def guess(client, person, count, **more):
    return [enter(client, person, f"guess {number}", **more) for number in range(count)]


def is_in(answer):
    return answer.status_code == 302


def test_after_nine_wrong_tries_the_refusal_says_when(acme, client_for, person):
    with time_machine.travel(TODAY, tick=False) as clock:
        guess(client_for(acme), person, 9)
        said = enter(client_for(acme), person)
        clock.shift(60)
        later = enter(client_for(acme), person)

    assert "Try again in 1 minute, or choose a new password by e-mail" in said.content.decode()
    assert is_in(later)


def test_each_wait_is_longer_than_the_one_before(acme, client_for, person):
    waits = []
    with time_machine.travel(TODAY, tick=False) as clock:
        guess(client_for(acme), person, 5)
        for minutes in (1, 2, 4):
            page = enter(client_for(acme), person, "one more").content.decode()
            waits.append(page.partition("Try again in ")[2].partition(",")[0])
            clock.shift(60 * minutes)
            enter(client_for(acme), person, "one more")

    assert waits == ["1 minute", "2 minutes", "4 minutes"]


def test_the_owner_gets_in_from_another_address(acme, client_for, person):
    guess(client_for(acme), person, 9)

    assert is_in(enter(client_for(acme), person, **ELSEWHERE))


def test_the_owner_gets_in_with_a_browser_they_used_before(acme, client_for, person):
    """Even where the one who guesses sits behind the same address."""
    own = client_for(acme)
    enter(own, person)
    own.post("/accounts/logout/")
    guess(client_for(acme), person, 9)

    assert is_in(enter(own, person))
    assert not is_in(enter(client_for(acme), person))


def test_a_browser_that_was_used_before_has_a_count_of_its_own(acme, client_for, person):
    own = client_for(acme)
    enter(own, person)
    own.post("/accounts/logout/")
    guess(own, person, 5)

    assert "Try again in 1 minute" in enter(own, person).content.decode()


def test_a_browser_is_not_known_for_somebody_elses_account(acme, client_for, person):
    own = client_for(acme)
    enter(own, a_person(tenant=acme))
    own.post("/accounts/logout/")
    guess(client_for(acme), person, 5)

    assert not is_in(enter(own, person))


def test_a_link_by_mail_opens_at_once_and_forgets_the_guesses(acme, client_for, person):
    guess(client_for(acme), person, 9)
    browser = client_for(acme)
    browser.post("/accounts/password/reset/", {"email": person.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/reset/key/" in word)
    form = browser.get(urlsplit(link).path)["Location"]
    browser.post(form, {"password1": "another four words", "password2": "another four words"})

    assert browser.get("/my/profile/").status_code == 200
    assert is_in(enter(client_for(acme), person, "another four words"))


def test_many_addresses_that_try_one_account_wait_and_its_owner_does_not(acme, client_for, person):
    own = client_for(acme)
    enter(own, person)
    own.post("/accounts/logout/")
    for number in range(50):
        enter(client_for(acme), person, "a guess", REMOTE_ADDR=f"203.0.113.{number}")

    stranger = enter(client_for(acme), person, REMOTE_ADDR="203.0.113.99")

    assert "Try again in 5 minutes" in stranger.content.decode()
    assert is_in(enter(own, person))


def test_one_address_that_tries_many_accounts_waits(acme, client_for, person):
    browser = client_for(acme)
    for number in range(60):
        browser.post("/accounts/login/", {"login": f"p{number}@example.com", "password": "summer"})

    assert not is_in(enter(browser, person))
    assert is_in(enter(client_for(acme), person, **ELSEWHERE))


def test_signing_in_rightly_uses_nothing_up(acme, client_for):
    people = [a_person(tenant=acme) for _ in range(2)]

    assert all(is_in(enter(client_for(acme), people[turn % 2])) for turn in range(20))


def test_a_wrong_code_is_counted_and_the_refusal_says_when(public, client_for):
    person = a_person(role="staff")
    enrol_second_factor(person_id=person.pk, secret=SECRET)
    browser = client_for(None)
    enter(browser, person)
    for _ in range(5):
        browser.post(reverse("mfa_authenticate"), {"code": "000000"})

    said = browser.post(reverse("mfa_authenticate"), {"code": code_now(SECRET)})

    assert "Too many wrong codes. Try again in 1 minute." in said.content.decode()


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_writing_another_address_into_a_header_escapes_no_limit(
    acme, client_for, person, settings, proxies
):
    settings.KITH_PROXIES = proxies
    behind = ", 198.51.100.7"[: 100 if proxies else 0] + ", 10.0.0.2" * (proxies - 1)
    for number in range(5):
        forged = f"203.0.113.{number}{behind}"
        enter(client_for(acme), person, "a guess", HTTP_X_FORWARDED_FOR=forged)

    said = enter(client_for(acme), person, HTTP_X_FORWARDED_FOR=f"203.0.113.9{behind}")

    assert "Try again in 1 minute" in said.content.decode()


def test_two_clients_behind_one_balancer_have_limits_of_their_own(
    acme, client_for, person, settings
):
    settings.KITH_PROXIES = 1
    guess(client_for(acme), person, 9, HTTP_X_FORWARDED_FOR="203.0.113.1")

    assert is_in(enter(client_for(acme), person, HTTP_X_FORWARDED_FOR="203.0.113.2"))


def test_what_comes_by_the_minute_says_when_as_well(acme, client_for, person):
    browser = client_for(acme)
    said = None
    for _ in range(21):
        said = browser.post("/accounts/password/reset/", {"email": "nobody@example.com"})

    assert (said.status_code, said["Retry-After"]) == (429, "60")
    assert "Try again in 1 minute." in said.content.decode()
