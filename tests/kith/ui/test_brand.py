import re
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.ui.brand import (
    DARK_CARD,
    LIGHT_CARD,
    PAIRINGS,
    BrandTokens,
    NotABrand,
    brand_address,
    brand_sheet,
    read_address,
)
from kith.ui.contrast import contrast_ratio

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@dataclass(frozen=True)
class Face:
    accent: str = "#7a2e5d"
    ink_on_accent: str = "#ffffff"
    surface_tint: str = "#f6e9f1"
    radius: int = 8
    type_pairing: str = "signal"


def pair(sheet: str, token: str) -> tuple[str, str]:
    light, dark = re.search(rf"--{token}:light-dark\((#\w+),(#\w+)\)", sheet).groups()
    return light, dark


def test_the_address_holds_the_tokens_and_gives_them_back():
    address = brand_address(Face())

    name = address.rsplit("/", 1)[1].removesuffix(".css")
    assert read_address(name) == BrandTokens("#7a2e5d", "#ffffff", "#f6e9f1", 8, "signal")


def test_a_shop_without_a_brand_has_no_sheet():
    assert brand_address(Face(accent="")) == ""
    assert brand_address(None) == ""


@settings(deadline=None, max_examples=60)
@given(accent=colours)
def test_any_accent_can_be_read_as_text_and_as_a_button_in_both_themes(accent):
    sheet = brand_sheet(BrandTokens(accent, "#ffffff", "#ffffff", 12, "paper"))

    light_text, dark_text = pair(sheet, "brand-text")
    _, dark_accent = pair(sheet, "brand-accent")
    _, dark_ink = pair(sheet, "brand-accent-ink")
    assert contrast_ratio(light_text, LIGHT_CARD) >= 4.5
    assert contrast_ratio(dark_text, DARK_CARD) >= 4.5
    assert contrast_ratio(dark_ink, dark_accent) >= 4.5


@pytest.mark.parametrize("pairing", PAIRINGS)
def test_a_pairing_sets_headline_and_work(pairing):
    sheet = brand_sheet(BrandTokens("#7a2e5d", "#ffffff", "#ffffff", 12, pairing))

    assert f"--brand-display:{PAIRINGS[pairing][0]}" in sheet


@pytest.mark.parametrize(
    "name",
    [
        "7a2e5d.ffffff.f6e9f1.8",
        "7a2e5d.ffffff.f6e9f1.8.comic",
        "7a2e5d.ffffff.f6e9f1.99.paper",
        "red.ffffff.f6e9f1.8.paper",
        "7a2e5d.ffffff.f6e9f1.x.paper",
    ],
)
def test_an_address_that_is_not_ours_is_refused(name):
    with pytest.raises(NotABrand):
        read_address(name)
