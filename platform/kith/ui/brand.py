"""A shop's brand as tokens: read from its address, checked, never free CSS."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from typing import Any

from django.urls import reverse

from kith.ui.contrast import HEX, contrast_ratio, mix, nearest_passing

SANS = 'ui-sans-serif,system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'
HUMANIST = 'Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif'
GEOMETRIC = 'Avenir,Montserrat,Corbel,"URW Gothic",source-sans-pro,sans-serif'
# Headline and work, in fonts that devices already have.
PAIRINGS = {
    "paper": ('"Iowan Old Style","Palatino Nova",Palatino,"Book Antiqua",Georgia,serif', SANS),
    "ledger": ('Charter,"Bitstream Charter","Sitka Text",Cambria,serif', SANS),
    "harbour": ('Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",serif', SANS),
    "signal": (SANS, SANS),
    "studio": (GEOMETRIC, GEOMETRIC),
    "plain": (HUMANIST, HUMANIST),
}
LARGEST_RADIUS = 28
LIGHT_GROUND, LIGHT_CARD, DARK_GROUND, DARK_CARD = "#faf6ef", "#fffdf9", "#15120e", "#1f1b16"
PALE, DEEP = "#ffffff", "#14110d"
TEXT_RATIO = 4.6


class NotABrand(ValueError):
    """A token is not what it should be."""


@dataclass(frozen=True)
class BrandTokens:
    """
    The handful of tokens a tenant sets.

    :raises NotABrand: a colour, radius or pairing that Kith does not know
    """

    accent: str
    ink_on_accent: str
    surface_tint: str
    radius: int
    type_pairing: str

    def __post_init__(self) -> None:
        for colour in (self.accent, self.ink_on_accent, self.surface_tint):
            if not HEX.fullmatch(colour):
                raise NotABrand(f"{colour!r} is no colour")
        if not 0 <= self.radius <= LARGEST_RADIUS:
            raise NotABrand(f"a radius is 0 to {LARGEST_RADIUS}, not {self.radius}")
        if self.type_pairing not in PAIRINGS:
            raise NotABrand(f"there is no pairing {self.type_pairing!r}")


def brand_address(face: Any) -> str:
    """
    Return where the sheet of a shop's tokens stands; empty for a shop without a brand.

    The address holds the tokens, so the sheet needs no lookup, may be kept for
    ever, and pages stay free of inline styles and nonces.
    """
    if not getattr(face, "accent", ""):
        return ""
    tokens = BrandTokens(
        accent=face.accent.lower(),
        ink_on_accent=face.ink_on_accent.lower(),
        surface_tint=face.surface_tint.lower(),
        radius=int(face.radius),
        type_pairing=str(face.type_pairing),
    )
    colours = (tokens.accent, tokens.ink_on_accent, tokens.surface_tint)
    name = ".".join([*(colour[1:] for colour in colours), str(tokens.radius), tokens.type_pairing])
    digest = blake2s(brand_sheet(tokens).encode(), digest_size=4).hexdigest()
    return reverse("ui-brand", kwargs={"digest": digest, "name": name})


def read_address(name: str) -> BrandTokens:
    """
    Return the tokens an address holds.

    :raises NotABrand: the address is not one of ours
    """
    try:
        accent, ink, tint, radius, pairing = name.split(".")
        return BrandTokens(f"#{accent}", f"#{ink}", f"#{tint}", int(radius), pairing)
    except ValueError as error:
        raise NotABrand(name) from error


@lru_cache(maxsize=512)
def brand_sheet(tokens: BrandTokens) -> str:
    """
    Return the sheet: the accent as given on light, and what passes on dark.

    Text in the accent is moved to the nearest shade that passes on both grounds.
    """
    text = nearest_passing(tokens.accent, _hardest(tokens.accent, LIGHT_GROUND), TEXT_RATIO)
    night = nearest_passing(_lifted(tokens.accent), DARK_CARD, TEXT_RATIO)
    night_ink = max((PALE, DEEP), key=lambda ink: contrast_ratio(ink, night))
    display, sans = PAIRINGS[tokens.type_pairing]
    pairs = {
        "brand-accent": (tokens.accent, night),
        "brand-accent-ink": (tokens.ink_on_accent, nearest_passing(night_ink, night, TEXT_RATIO)),
        "brand-text": (text, nearest_passing(night, _hardest(night, DARK_CARD), TEXT_RATIO)),
        "brand-tint": (tokens.surface_tint, mix(night, DARK_CARD, 0.16)),
    }
    lines = [f"--{name}:light-dark({light},{dark})" for name, (light, dark) in pairs.items()]
    lines += [
        f"--brand-radius:{tokens.radius}px",
        f"--brand-display:{display}",
        f"--brand-sans:{sans}",
    ]
    return f"@layer tokens{{:root{{{';'.join(lines)}}}}}"


def _hardest(accent: str, ground: str) -> str:
    """Return the ground accent text stands on at worst: its own tint."""
    return mix(accent, ground, 0.12)


def _lifted(accent: str) -> str:
    """Return the accent as bright as a dark page wants it, without turning grey."""
    return nearest_passing(accent, DARK_CARD, 6.5)
