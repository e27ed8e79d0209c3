"""Typefaces that papers carry inside them: every script that a name may be written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

import arabic_reshaper
import weblate_fonts
from bidi import get_display
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT, STRONG = "Text", "Strong"
# In the order they are asked; most papers need the first alone. The others are large, and are
# opened when a letter is met that those before them lack.
_FILES = (
    {TEXT: "source-sans/ttf/SourceSans3-Regular", STRONG: "source-sans/ttf/SourceSans3-Bold"},
    {TEXT: "kurinto/ttf/KurintoSans-Rg", STRONG: "kurinto/ttf/KurintoSans-Bd"},
    {TEXT: "kurinto/ttf/KurintoSansJP-Rg", STRONG: "kurinto/ttf/KurintoSansJP-Bd"},
    {TEXT: "kurinto/ttf/KurintoSansSC-Rg", STRONG: "kurinto/ttf/KurintoSansSC-Bd"},
    {TEXT: "kurinto/ttf/KurintoSansKR-Rg", STRONG: "kurinto/ttf/KurintoSansKR-Bd"},
)
_FOLDER = Path(weblate_fonts.__file__).parent / "static" / "weblate_fonts"
_RIGHT_TO_LEFT = ("R", "AL")


def open_face(weight: str, place: int = 0) -> str:
    """Return the name of a face, opened; the first is that of most text."""
    _letters_of(weight, place)
    return _name(weight, place)


def set_in(weight: str, text: str) -> str:
    """
    Return the text as a paragraph's markup: each run in the first face that has its letters.

    Arabic letters are joined, and what is read from right to left is put in that order.
    """
    if any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text):
        text = str(get_display(arabic_reshaper.reshape(text)))
    known = "".join(_printable(weight, letter) for letter in text)
    return "".join(
        f'<font name="{_name(weight, place)}">{escape(run)}</font>' if place else escape(run)
        for place, run in _runs(weight, known)
    )


def is_composed(text: str) -> bool:
    """Say whether its letters are put together from parts, as India's are: these need shaping."""
    return any(unicodedata.category(letter) == "Mc" for letter in text)


def _runs(weight: str, text: str) -> Iterator[tuple[int | None, str]]:
    for place, letters in groupby(text, lambda letter: _place_of(weight, letter)):
        yield place, "".join(letters)


def _printable(weight: str, letter: str) -> str:
    """Return the letter; of those that no face has, a picture is left out and a sign stands in."""
    if _place_of(weight, letter) is not None:
        return letter
    return "?" if unicodedata.category(letter)[0] in "LN" else ""


@cache
def _place_of(weight: str, letter: str) -> int | None:
    """Return which face has the letter; None when none does."""
    found = (place for place in range(len(_FILES)) if ord(letter) in _letters_of(weight, place))
    return next(found, None)


@cache
def _letters_of(weight: str, place: int) -> frozenset[int]:
    """Open a face once a process, and return the letters it has."""
    font = TTFont(_name(weight, place), str(_FOLDER / f"{_FILES[place][weight]}.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def _name(weight: str, place: int) -> str:
    return f"Kith{weight}{place}"
