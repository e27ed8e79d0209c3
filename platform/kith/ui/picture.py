"""The picture a chat shows beside an address: whose page it is, and what it offers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Callable

# What Open Graph's readers cut to: 1.91 to 1.
SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 90
LARGE, MIDDLE, SMALL = 96, 56, 40
# The house's own look, where a shop has none.
ACCENT, ON_ACCENT = "#1d3a34", "#ffffff"


def draw_picture(
    *, title: str, line: str, foot: str, accent: str = ACCENT, ink: str = ON_ACCENT
) -> bytes:
    """Return a PNG of 1200 by 630 with a name, what there is to say of it, and whose it is."""
    picture = Image.new("RGB", SIZE, accent or ACCENT)
    draw = ImageDraw.Draw(picture)
    _rings(draw, ink or ON_ACCENT)
    top = float(MARGIN)
    for text, size, most in ((title, LARGE, 2), (line, MIDDLE, 3)):
        font = ImageFont.load_default(size)
        for part in _lines(text, lambda words, font=font: draw.textlength(words, font), most):
            draw.text((MARGIN, top), part, font=font, fill=ink or ON_ACCENT)
            top += size * 1.25
        top += MIDDLE / 2
    font = ImageFont.load_default(SMALL)
    draw.text((MARGIN, HEIGHT - MARGIN - SMALL), foot, font=font, fill=ink or ON_ACCENT)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _lines(text: str, width: Callable[[str], float], most: int) -> list[str]:
    """Break a text into lines that fit; what does not is cut with dots."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= WIDTH - 2 * MARGIN:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip('.,;')} …"]
    return lines


def _rings(draw: ImageDraw.ImageDraw, ink: str) -> None:
    """Draw the mark's rings into the corner, as if a person stood there."""
    red, green, blue = (int(ink[at : at + 2], 16) for at in (1, 3, 5))
    for radius in (80, 160, 240):
        box = (WIDTH - radius, HEIGHT - radius, WIDTH + radius, HEIGHT + radius)
        draw.ellipse(box, outline=(red, green, blue), width=4)
