"""The palette itself: text passes on every ground it stands on, in both themes."""

import re

import pytest

from kith.mail import drawing
from kith.ui.brand import DARK_CARD, LIGHT_CARD, LIGHT_GROUND
from kith.ui.bundle import HERE
from kith.ui.contrast import contrast_ratio

PAIR = re.compile(
    r"--([a-z0-9-]+):\s*(?:var\([^,]+,\s*)?light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)"
)
GROUNDS = ("paper", "card", "well", "tint")
TEXTS = ("ink", "ink-2", "ink-3", "brand-ink")
ON_OWN_TINT = ("good", "warn", "bad", "info")


def palette() -> dict[str, tuple[str, str]]:
    found = PAIR.findall((HERE / "tokens.css").read_text())
    return {name: (light, dark) for name, light, dark in found}


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_passes_on_every_ground(text, ground, theme):
    tokens = palette()

    assert contrast_ratio(tokens[text][theme], tokens[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("tone", ON_OWN_TINT)
def test_a_tone_passes_on_its_tint_and_on_a_card(tone, theme):
    tokens = palette()

    assert contrast_ratio(tokens[tone][theme], tokens[f"{tone}-tint"][theme]) >= 4.5
    assert contrast_ratio(tokens[tone][theme], tokens["card"][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_buttons_and_edges_of_inputs_are_seen(theme):
    tokens = palette()

    assert contrast_ratio(tokens["brand"][theme], tokens["on-brand"][theme]) >= 4.5
    assert contrast_ratio(tokens["glow-ink"][theme], tokens["glow-tint"][theme]) >= 4.5
    for ground in ("paper", "card", "well"):
        assert contrast_ratio(tokens["edge"][theme], tokens[ground][theme]) >= 3


def test_the_brand_reckons_with_the_same_cards():
    assert palette()["card"] == (LIGHT_CARD, DARK_CARD)


def test_a_mail_has_the_colours_of_the_pages_by_day():
    by_day = {name: light for name, (light, _dark) in palette().items()}

    assert by_day["paper"] == LIGHT_GROUND
    assert (by_day["line"], by_day["ink"], by_day["ink-3"], by_day["brand"]) == (
        drawing.LINE,
        drawing.INK,
        drawing.QUIET,
        drawing.ACCENT,
    )
