"""A code that people read out stands on one line."""

import pytest

from kith.ui.components.values import shown
from kith.ui.shapes import Link
from kith.ui.whole import kept_whole

CODES = [
    "NL-2026-000244",
    "nl-monthly-10",
    "run:R-2026-003",
    "+34 600 20 01 07",
    "+34 ••• •• •• 30",
]


@pytest.mark.parametrize("code", CODES)
def test_a_code_in_a_sentence_is_kept_on_one_line(code):
    assert kept_whole(f"Bill {code} of") == f'Bill <span class="whole-code">{code}</span> of'
    assert f'<span class="whole-code">{code}</span>' in shown(Link(code, "/there/"))


@pytest.mark.parametrize("text", ["an e-mail, a sign-in", "well-known", "7 nov 2026 – 6 dic", ""])
def test_words_with_a_hyphen_are_words(text):
    assert kept_whole(text) == text


def test_what_somebody_wrote_stays_text():
    assert kept_whole("<b>A-1</b>") == '&lt;b&gt;<span class="whole-code">A-1</span>&lt;/b&gt;'
