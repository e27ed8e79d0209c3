"""What the fixture that all tests share holds them to."""

import decimal
import os
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import get_urlconf, set_urlconf
from django.utils import timezone, translation

from kith import questions
from kith.outbox import publish
from kith.outbox.models import Letter
from kith.ui import navigation
from kith.wall import current_side, in_public, lookup, side
from tenants.registry.events import TenantOpened
from tests.at_once import taken_away
from tests.clock import NOON
from tests.left_behind import LeftBehind, as_it_was

LEFT = {
    "language: en became es": lambda: translation.activate("es"),
    "time zone: UTC became Pacific/Chatham": lambda: timezone.activate(ZoneInfo("Pacific/Chatham")),
    "side: kith_side": lambda: side._side.set(side.PUBLIC),
    "settings: KITH_CURRENCY": lambda: setattr(settings, "KITH_CURRENCY", "XTS"),
    "environment: KITH_LEFT": lambda: os.environ.setdefault("KITH_LEFT", "1"),
    "wiring: kith.questions._answers": lambda: questions._answers.append({}),
    "wiring: kith.ui.navigation._entries": lambda: navigation._entries.update(nowhere=[]),
    "addresses: None became tests.nowhere": lambda: set_urlconf("tests.nowhere"),
    "life of a host": lambda: setattr(lookup, "LIFE_SECONDS", 1.5),
    "folder": lambda: os.chdir("/"),
    "decimals": lambda: setattr(decimal.getcontext(), "prec", 3),
}


def as_it_stands():
    return (
        translation.get_language(),
        timezone.get_current_timezone_name(),
        current_side(),
        settings.KITH_CURRENCY,
        dict(os.environ),
        list(questions._answers),
        dict(navigation._entries),
        get_urlconf(),
        lookup.LIFE_SECONDS,
        os.getcwd(),
        decimal.getcontext().prec,
    )


@pytest.mark.parametrize("told", LEFT)
def test_what_a_test_leaves_behind_is_told_and_put_back(told):
    before = as_it_stands()

    with pytest.raises(LeftBehind, match=told), as_it_was():
        LEFT[told]()

    assert as_it_stands() == before


def test_what_is_put_back_by_the_test_itself_is_nothing_to_tell():
    with as_it_was(), translation.override("es"), timezone.override("Europe/Madrid"):
        pass


def test_a_page_in_spanish_leaves_the_test_in_english(client):
    page = client.get("/", headers={"accept-language": "es"})

    assert page.headers["Content-Language"] == "es"
    assert (translation.get_language(), timezone.get_current_timezone_name()) == ("en", "UTC")


def test_a_test_that_commits_leaves_the_rows_that_stood_before(house):
    def letters() -> list:
        return list(Letter.objects.order_by("pk").values("pk", "event", "sorted_at"))

    with in_public():
        before = letters()
    with taken_away("public", house["acme"].schema_name, apps="outbox|audit"):
        with in_public(), transaction.atomic():
            publish(TenantOpened(tenant_id=uuid4()))
            Letter.objects.update(sorted_at=NOON)

    with in_public():
        assert before
        assert letters() == before
