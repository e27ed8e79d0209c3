"""A mail goes out in its shop's name, once for what happened."""

import smtplib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import override_settings
from django.utils.translation import override

from catalog.ordering.mails import OrderReceivedMail
from kith.mail.models import SentMail
from kith.mail.reader import Reader
from kith.mail.retention import SENT_MAILS
from kith.mail.sending import send_mail, send_mail_once, send_mail_to_each, send_mails_once
from kith.wall import in_public, in_tenant
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.budget import statements
from tests.clock import NOON
from tests.kith.mail.servers import GONE

__all__ = ["statements"]

ANA = Reader("ana@example.org", "Ana Ruiz", "es")
[ORDER] = OrderReceivedMail.samples().values()


def send(tenant, *, about="order-1", to=ANA):
    return send_mail_once(ORDER, about=about, to=to, tenant_id=tenant.uuid, at=NOON)


def test_what_happened_once_is_told_once(acme):
    assert [send(acme), send(acme)] == [True, False]
    assert send(acme, about="order-2")
    assert send(acme, to=Reader("jo@example.org"))

    assert len(mail.outbox) == 3
    with in_public():
        assert SentMail.objects.count() == 3
        assert not SentMail.objects.filter(pk__contains="ana").exists()


def test_a_mail_that_could_not_be_sent_is_sent_the_next_time(acme):
    with override_settings(MAILERS={"default": {"BACKEND": "tests.kith.mail.servers.Silent"}}):
        with pytest.raises(ConnectionError):
            send(acme)

    assert send(acme)
    assert len(mail.outbox) == 1


def test_it_is_known_for_half_a_year_what_was_sent(acme):
    now = datetime(2028, 5, 4, 12, tzinfo=UTC)
    SENT_MAILS.sweep(at=now)
    for about, days in (("order-1", 179), ("order-2", 181)):
        at = now - timedelta(days=days)
        send_mail_once(ORDER, about=about, to=ANA, tenant_id=acme.uuid, at=at)

    assert SENT_MAILS.sweep(at=now) == 1
    assert [send(acme, about=about) for about in ("order-1", "order-2")] == [False, True]


@pytest.fixture
def choosy(settings):
    settings.MAILERS = {"default": {"BACKEND": "tests.kith.mail.servers.Choosy"}}


@pytest.mark.usefixtures("choosy")
def test_a_mailbox_that_is_gone_keeps_nothing_from_the_others(acme):
    both = [(ORDER, Reader(GONE)), (ORDER, ANA)]
    for _ in range(2):
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            send_mails_once(both, about="order-1", tenant_id=acme.uuid, at=NOON)

    assert [letter.to for letter in mail.outbox] == [[ANA.address]]


@pytest.mark.usefixtures("choosy")
def test_a_code_is_refused_only_where_it_reached_nobody(acme):
    send_mail_to_each(ORDER, to=[Reader(GONE), ANA], tenant_id=acme.uuid)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send_mail_to_each(ORDER, to=[Reader(GONE)], tenant_id=acme.uuid)

    assert [letter.to for letter in mail.outbox] == [[ANA.address]]


def test_both_tries_bear_one_name(acme):
    send(acme)
    with in_public():
        SentMail.objects.all().delete()
    send(acme)

    first, second = (letter.message()["Message-ID"] for letter in mail.outbox)
    assert first == second
    assert first.endswith(f"@{settings.NETWORK_HOST}>")


def test_it_comes_from_the_shop_which_answers(acme, globex):
    with in_tenant(acme):
        describe_shop(
            name="Maya’s Mobile", support_email="maya@example.org", languages=["es"], at=NOON
        )

    send_mail(ORDER, to=Reader("jo@example.org"), tenant_id=acme.uuid)
    send_mail(ORDER, to=Reader("jo@example.org"), tenant_id=globex.uuid)
    send_mail(ORDER, to=Reader("jo@example.org"), tenant_id=None)

    ours, theirs, networks = mail.outbox
    assert ours.from_email.startswith("=?utf-8?") or "Maya’s Mobile" in ours.from_email
    assert ours.reply_to == ["maya@example.org"]
    assert "pendiente de pago" in ours.subject
    assert theirs.reply_to == networks.reply_to == ["hello@kith.localhost"]
    assert theirs.from_email == "Globex <hello@kith.localhost>"
    assert networks.from_email == "Northline <hello@kith.localhost>"
    assert "Maya" not in theirs.body + theirs.alternatives[0].content
    assert "waiting for your payment" in theirs.subject


@pytest.mark.parametrize(
    ("language", "shops", "hours"),
    [
        ("es", "en", "laborables de 9 a 18"),
        ("en", "es", "weekdays"),
        ("", "en", "weekdays"),
        ("", "es", "laborables de 9 a 18"),
    ],
)
def test_the_shops_words_are_in_the_readers_language_or_its_own(
    acme, globex, statements, language, shops, hours
):
    describe_shop(
        name="Maya",
        support_email="maya@example.com",
        support_hours="weekdays 9 to 18",
        languages=sorted(["en", "es"], reverse=shops == "es"),
        translations={
            "es": {"support_hours": "laborables de 9 a 18"},
            "en": {"support_hours": "weekdays 9 to 18"},
        },
        at=NOON,
    )

    # Whatever the process spoke before.
    reader = replace(ANA, language=language)
    with override("es" if (language or shops) == "en" else "en"):
        spent = statements(lambda: send_mail(ORDER, to=reader, tenant_id=acme.uuid))
    # The paper is read once, whoever's language it is in, and once which company sells.
    assert spent <= 7

    [letter] = mail.outbox
    assert hours in letter.body
    assert hours in letter.alternatives[0].content


def test_the_readers_own_language_comes_before_the_shops(acme):
    send_mail(ORDER, to=ANA, tenant_id=acme.uuid)

    [letter] = mail.outbox
    assert "pendiente de pago" in letter.subject
    assert letter.message()["Content-Language"] == "es"
