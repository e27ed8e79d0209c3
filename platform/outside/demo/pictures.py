"""Logos of the demo's operators, drawn on the spot."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

SIDE, FINER = 240, 4


def mark_of(name: str, accent: str, tint: str) -> bytes:
    """Return a PNG of three rings, opened where the name's letters say."""
    size = SIDE * FINER
    picture = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, size - 1, size - 1), radius=size // 4, fill=accent)
    for ring, letter in enumerate((name * 3)[:3]):
        inset = size * (14 + 11 * ring) // 100
        begins = ord(letter) * 37 % 360
        box = (inset, inset, size - inset, size - inset)
        draw.arc(box, start=begins, end=begins + 290, fill=tint, width=size * 6 // 100)
    out = BytesIO()
    picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS).save(out, format="PNG")
    return out.getvalue()
