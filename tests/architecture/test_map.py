import re

import pytest

from docs import draw_map
from tests.architecture.house_rules import ROOT


@pytest.fixture
def drawn() -> str:
    return draw_map.draw()


def test_the_source_says_all_that_the_map_shows():
    assert draw_map.faults() == []


def test_an_event_that_is_wired_and_said_by_nobody_is_a_fault(monkeypatch):
    wired = draw_map.wired_events() | {"ship.sunk"}
    monkeypatch.setattr(draw_map, "wired_events", lambda: wired)

    assert draw_map.faults() == ["ship.sunk is wired, and no app says it"]


def test_events_said_in_other_ways_than_by_publish_are_on_the_map(drawn):
    for event in ("debt.waived", "payout.arrived", "domain.proof_lost", "domain.lapsed"):
        assert f"`{event}`" in drawn


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
