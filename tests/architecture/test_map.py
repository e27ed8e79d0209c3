import re

import pytest

from config.unheard import UNHEARD
from docs import draw_map
from kith.outbox import Event
from kith.outbox.reactions import reactions_to
from tests.architecture.house_rules import ROOT


@pytest.fixture
def drawn() -> str:
    return draw_map.draw()


def test_the_source_says_all_that_the_map_shows():
    assert draw_map.faults() == []


def test_every_event_is_in_the_catalogue_with_what_it_carries_and_who_reacts():
    drawn = draw_map.draw_events()
    house = [event for event in Event.__subclasses__() if ".events" in event.__module__]
    for event in (event for event in house if not event.__module__.startswith("tests.")):
        part = drawn.partition(f"### {event.event_name}\n")[2].partition("\n##")[0]
        carried = re.findall(r"`(\w+): ", part)
        then = ", ".join(f"`{one.run.__name__}`" for one in reactions_to(event))
        assert carried == list(event.members()), event
        assert f"- then: {then}" in part if then else UNHEARD[event] in part, event
    assert drawn.count("### ") == len([one for one in house if "tests." not in one.__module__])


def test_every_app_is_on_the_map(drawn):
    apps = set(re.findall(r"^### (\S+)$", drawn, re.MULTILINE))

    assert {"billing.ledger", "catalog.ordering", "tenants.registry"} <= apps
    assert apps == set(draw_map.all_apps())


def test_every_glossary_word_is_explained_once():
    lines = (ROOT / "docs" / "glossary.md").read_text().splitlines()
    words = [line.split("**")[1].lower() for line in lines if line.startswith("- **")]

    assert len(words) > 30
    assert len(words) == len(set(words))


def test_every_decision_has_a_page_of_its_own():
    pages = sorted((ROOT / "docs" / "adr").glob("*.md"))
    numbers = [page.name[:4] for page in pages]

    assert numbers == [f"{n:04}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text()
        assert text.startswith(f"# {page.name[:4]}: "), page
        assert len(text.split()) < 600, page
