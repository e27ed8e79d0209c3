"""A person hears at each of their addresses what was done with their account."""

from datetime import UTC, datetime
from importlib.resources import files

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from kith.wall import forget_tenants, in_public
from tenants.accounts.asked_mails import ASKED
from tenants.accounts.mails import CHANGES
from tenants.accounts.usecases.tell_of_account import SIGNED_IN, tell_of_account
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.accounts import PASSWORD, a_person

FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
# Ways in that the house does not offer.
NOT_OFFERED = {"login_code", "password_reset_code", "email_confirm", "base"}


def enter(browser, person):
    words = {"login": person.email, "password": PASSWORD}
    return browser.post("/accounts/login/", words, headers={"user-agent": FIREFOX})


def test_a_new_device_is_told_once_the_first_of_all_is_not(acme, client_for, drain_outbox):
    person = a_person(tenant=acme)
    with in_public():
        EmailAddress.objects.create(user=person, email="old@example.com", verified=True)
    first = client_for(acme)
    for browser in (first, first):
        enter(browser, person)
        browser.post("/accounts/logout/")
    drain_outbox()
    assert mail.outbox == []

    enter(client_for(acme), person)
    drain_outbox()

    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        ["old@example.com", person.email]
    )
    letter = mail.outbox[0]
    assert letter.subject == "You signed in at Acme with a new device"
    assert "Firefox, Android" in letter.body
    assert "Mozilla" not in letter.body
    assert f"Hello {person.get_short_name()}," in letter.body


@pytest.mark.parametrize(
    ("zone", "at_shop", "hour"),
    [
        ("Europe/Madrid", True, "18:05 CET"),
        ("Europe/Lisbon", True, "17:05 WET"),
        ("Europe/Lisbon", False, "18:05 CET"),
    ],
)
def test_the_hour_is_one_of_whoever_writes_and_says_of_which_zone(acme, zone, at_shop, hour):
    person = a_person(tenant=acme)
    with in_public():
        Tenant.objects.filter(uuid=acme.uuid).update(timezone=zone)
        forget_tenants()

        tell_of_account(
            person_id=person.pk,
            what=SIGNED_IN,
            device="Firefox, Android",
            happened_at=datetime(2026, 11, 28, 17, 5, tzinfo=UTC),
            tenant_id=acme.uuid if at_shop else None,
            delivery_id=1,
            at=NOON,
        )

    assert f"28 Nov 2026, {hour}" in mail.outbox[-1].body
    assert "UTC" not in mail.outbox[-1].body


def test_a_changed_password_is_told_by_name(acme, client_for, drain_outbox):
    person = a_person(tenant=acme)
    browser = client_for(acme)
    enter(browser, person)
    fresh = "four other words here"
    browser.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh},
    )
    drain_outbox()

    [letter] = mail.outbox
    assert letter.subject == "Your password was changed"
    assert f"Hello {person.get_short_name()}," in letter.body
    assert letter.reply_to == ["hello@kith.localhost"]


def test_an_address_that_was_removed_hears_of_it_as_well(acme, client_for, drain_outbox):
    person = a_person(tenant=acme)
    with in_public():
        EmailAddress.objects.create(user=person, email="old@example.com", verified=True)
    browser = client_for(acme)
    enter(browser, person)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    browser.post("/accounts/email/", {"email": "old@example.com", "action_remove": ""})
    drain_outbox()

    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        ["old@example.com", person.email]
    )
    assert {letter.subject for letter in mail.outbox} == {"An e-mail address was removed"}


def test_whatever_the_library_says_has_a_mail_of_ours():
    said = {
        file.name.removesuffix("_message.txt")
        for app in ("account", "mfa")
        for file in files("allauth").joinpath("templates", app, "email").iterdir()
        if file.name.endswith("_message.txt")
    }

    assert said - NOT_OFFERED == {*ASKED, *CHANGES}
