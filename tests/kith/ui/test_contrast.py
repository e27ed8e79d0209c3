import colorsys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.ui.contrast import NotAColour, contrast_ratio, mix, nearest_passing

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_black_on_white_is_the_most_there_is():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#777777") == pytest.approx(1)


def test_a_known_pair_has_its_published_ratio():
    assert contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_a_colour_that_passes_stays():
    assert nearest_passing("#1D5C4B", "#ffffff") == "#1d5c4b"


def test_a_pale_brand_is_darkened_and_keeps_its_hue():
    found = nearest_passing("#7cc9ae", "#ffffff")

    red, green, blue = (int(found[at : at + 2], 16) for at in (1, 3, 5))
    assert contrast_ratio(found, "#ffffff") >= 4.5
    assert green > blue > red


@settings(deadline=None, max_examples=60)
@given(colour=colours, against=st.sampled_from(["#ffffff", "#faf6ef", "#1f1b16", "#000000"]))
def test_the_answer_always_passes(colour, against):
    assert contrast_ratio(nearest_passing(colour, against), against) >= 4.5


@settings(deadline=None, max_examples=60)
@given(colour=colours, against=colours)
def test_the_order_of_two_colours_does_not_matter(colour, against):
    assert contrast_ratio(colour, against) == contrast_ratio(against, colour)


def test_a_ratio_nothing_reaches_is_refused():
    with pytest.raises(ValueError, match="nothing reaches"):
        nearest_passing("#808080", "#808080", 12)


@pytest.mark.parametrize("text", ["red", "#fff", "#12345g", "", "#1234567"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(NotAColour):
        contrast_ratio(text, "#ffffff")


def test_a_mix_lies_between():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def hue(colour: str) -> float:
    """Return the hue in degrees, as painters turn the wheel."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[0] * 360


@pytest.mark.parametrize("pale", ["#ffd84d", "#ffd9e8", "#00ff66", "#ffb000", "#ff7a00"])
def test_a_pale_accent_is_deepened_without_leaving_its_hue(pale):
    found = nearest_passing(pale, "#ffffff")

    apart = abs(hue(found) - hue(pale))
    assert min(apart, 360 - apart) < 4
    assert contrast_ratio(found, "#ffffff") >= 4.5
