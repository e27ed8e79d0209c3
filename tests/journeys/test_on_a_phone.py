"""
The story of Kith on a phone, in a real browser, against real processes.

From an empty house to a virtual operator; and passkeys, beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from outside.launcher.running import RunningKith
from tests.journeys.chapters import walk
from tests.journeys.steps import doors, passkeys
from tests.journeys.story import HOME, PASSWORD, Story
from tests.journeys.walker import PHONE, Looks

# The tests share one running Kith: `make test` keeps a file in one process.
pytestmark = pytest.mark.journey


def test_the_story_holds_on_a_phone(kith, chromium, pictures):
    looks = Looks(pictures, PHONE)
    with Story(kith, chromium, looks) as story:
        walk(story)
        assert "are right" in story.manage("check_books")

    assert looks.faults == []
    assert looks.count > 60


@pytest.fixture
def visit(kith: RunningKith, chromium: Browser, pictures: Path) -> Iterator[Story]:
    """A visit of its own, beside the story."""
    with Story(kith, chromium, Looks(pictures, PHONE)) as story:
        yield story


def test_a_passkey_opens_the_shop_it_was_made_at_and_no_other_host(visit):
    ana = visit.walker("Ana")
    passkeys.carry_a_phone(ana)
    words = {"email": "passkey@post.example", "encourager": "@nora-vidal"}
    doors.make_account(visit, ana, HOME, name="Ana Passo", **words)

    passkeys.set_up_passkey(ana, HOME, password=[PASSWORD])
    ana.see(re.compile("codes are left"))
    passkeys.sign_out(ana, HOME)
    passkeys.sign_in_with_passkey(ana, HOME, onward=passkeys.PROFILE)

    ana.see("passkey@post.example")
    passkeys.sign_out(ana, HOME)
    passkeys.be_refused_elsewhere(ana, None)
    assert visit.looks.faults == []


def test_a_passkey_opens_the_console_without_a_code(visit):
    nora = doors.enter_office(visit, "Staff")
    passkeys.carry_a_phone(nora)

    passkeys.set_up_passkey(nora, None, code=visit.fact("codes", name="Nora Vidal"))
    passkeys.sign_out(nora, None)
    passkeys.sign_in_with_passkey(nora, None, onward="/staff/")

    nora.open(None, "/staff/tenants/")
    nora.see_title("Storefronts")
    assert visit.looks.faults == []
