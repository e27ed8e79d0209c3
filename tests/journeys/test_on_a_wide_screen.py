"""The same story on a wide screen, and then every page that no chapter of it passes."""

from __future__ import annotations

import pytest

from tests.journeys.chapters import walk
from tests.journeys.steps.sights import see_everything
from tests.journeys.story import Story
from tests.journeys.walker import DESKTOP, Looks

pytestmark = pytest.mark.journey


def test_the_story_holds_on_a_wide_screen(kith, chromium, pictures):
    looks = Looks(pictures, DESKTOP, with_contrast=False)
    with Story(kith, chromium, looks) as story:
        walk(story)
        looks.with_contrast = True
        see_everything(story, looks)
        assert "are right" in story.manage("check_books")

    assert looks.faults == []
    assert looks.count > 90
