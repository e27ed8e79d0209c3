"""Draw a mail: its subject, its text and its HTML, from the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from kith.mail.letterhead import Letterhead
from kith.mail.mail import Mail
from kith.mail.reader import Reader
from kith.ui.brand import LIGHT_CARD, LIGHT_GROUND, PAIRINGS, PALE, TEXT_RATIO
from kith.ui.contrast import nearest_passing

# The telco's own look, as the pages have it by day: a mail brings its colours along.
LINE, INK, QUIET, ACCENT = "#e5dbcb", "#221d17", "#6b6153", "#17584a"
LOGO_HEIGHT, LOGO_WIDTH = 44, 220


@dataclass(frozen=True)
class DrawnMail:
    """A mail as it is sent."""

    subject: str
    text: str
    html: str
    language: str


def draw(mail: Mail, *, head: Letterhead, to: Reader) -> DrawnMail:
    """Return the mail in the reader's language, the shop's where they chose none."""
    language = to.language or head.language
    with override(language):
        words = mail.words(head)
        shown = {"words": words, "head": head, "first_name": to.first_name}
        return DrawnMail(
            # A line break would be a header of its own.
            subject=" ".join(words.subject.split()),
            text=render_to_string("mail/mail.txt", shown).strip() + "\n",
            html=render_to_string("mail/mail.html", shown | {"look": _look(head)}),
            language=language,
        )


def _look(head: Letterhead) -> Mapping[str, Any]:
    """Return colours, type and sizes: mail programs know no style sheet of ours."""
    accent = head.accent or ACCENT
    display, sans = PAIRINGS[head.type_pairing]
    ground = head.surface_tint or LIGHT_GROUND
    width, height = _logo_size(head)
    return {
        "accent": accent,
        "on_accent": head.ink_on_accent or PALE,
        "ground": ground,
        "card": LIGHT_CARD,
        "line": LINE,
        "ink": INK,
        "quiet": nearest_passing(QUIET, ground, TEXT_RATIO),
        "radius": head.radius,
        # Within an attribute that is in double quotes.
        "display": display.replace('"', "'"),
        "sans": sans.replace('"', "'"),
        "logo_width": width,
        "logo_height": height,
    }


def _logo_size(head: Letterhead) -> tuple[int, int]:
    """Return how large the logo is shown: uploads are larger than a head of a mail."""
    if not head.logo_width or not head.logo_height:
        return 0, 0
    scale = min(LOGO_WIDTH / head.logo_width, LOGO_HEIGHT / head.logo_height, 1.0)
    return round(head.logo_width * scale), round(head.logo_height * scale)
