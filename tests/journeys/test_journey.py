"""
The story of Kith in a real browser, against real processes.

One test walks it on a phone from an empty house to a virtual operator; the other looks at the
world that came of it on a wide screen. Whichever runs first, the story is walked once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kith.runtime.running import RunningKith
from tests.journeys.chapters import STORY
from tests.journeys.steps import doors, passkeys
from tests.journeys.steps.sights import see_everything
from tests.journeys.story import HOME, PASSWORD, Story
from tests.journeys.walker import Looks

PHONE, DESKTOP = 390, 1280

# The tests share one running Kith: `make test` keeps a file in one process.
pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def walked(kith: RunningKith, chromium: Browser, pictures: Path) -> Iterator[Story]:
    """Walk the story on a phone, chapter by chapter."""
    story = Story(kith, chromium, Looks(pictures, PHONE))
    for chapter in STORY:
        try:
            story.time(f"chapter {chapter.__name__}", lambda told=chapter: told(story))
        except BaseException:
            story.picture_the_end()
            raise
    yield story
    story.leave()


def test_the_story_holds_on_a_phone(walked):
    for name, seconds in walked.seconds.items():
        sys.stdout.write(f"{seconds:6.2f} s  {name}\n")

    assert walked.looks.faults == []
    assert walked.looks.count > 60


def test_the_books_are_right_at_the_end(walked):
    assert "are right" in walked.manage("check_books")


def test_its_world_looks_right_on_a_wide_screen(walked, chromium, pictures):
    looks = Looks(pictures, DESKTOP)

    see_everything(walked, looks)

    assert looks.faults == []


@pytest.fixture
def visit(kith: RunningKith, chromium: Browser, pictures: Path) -> Iterator[Story]:
    """A visit of its own, beside the story."""
    story = Story(kith, chromium, Looks(pictures, PHONE))
    yield story
    story.leave()


def test_a_passkey_opens_the_shop_it_was_made_at_and_no_other_host(visit):
    ana = visit.walker("Ana")
    passkeys.carry_a_phone(ana)
    words = {"email": "passkey@post.example", "encourager": "@nora-vidal"}
    doors.make_account(visit, ana, HOME, name="Ana Passo", **words)

    passkeys.set_up_passkey(ana, HOME, password=PASSWORD)
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

    passkeys.set_up_passkey(nora, None, password="kith-demo-2026")
    passkeys.sign_out(nora, None)
    passkeys.sign_in_with_passkey(nora, None, onward="/staff/")

    nora.open(None, "/staff/tenants/")
    nora.see_title("Storefronts")
    assert visit.looks.faults == []
