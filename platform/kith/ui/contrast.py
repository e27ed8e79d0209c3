"""Contrast between two colours, and the nearest colour that passes."""

from __future__ import annotations

import math
import re

HEX = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
WHITE, BLACK = "#ffffff", "#000000"
STEPS = 500
HALVINGS = 12
# A little more than rounding to a byte moves a channel.
GAMUT_SLACK = 0.002


class NotAColour(ValueError):
    """The text is no `#rrggbb` colour."""


def channels(colour: str) -> tuple[float, float, float]:
    """
    Return red, green and blue between 0 and 1.

    :raises NotAColour: the text is not written as `#rrggbb`
    """
    if not HEX.fullmatch(colour):
        raise NotAColour(f"{colour!r} is no colour; write it as #1d5c4b")
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def contrast_ratio(a: str, b: str) -> float:
    """
    Return the WCAG contrast of two colours, from 1 (equal) to 21 (black on white).

    :raises NotAColour: one of them is not written as `#rrggbb`
    """
    lighter, darker = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest_passing(colour: str, against: str, ratio: float = 4.5) -> str:
    """
    Return the colour itself when it passes, else the nearest of its hue that does.

    Lightness moves, in OKLab, so a brand's green stays that green; where a screen cannot show so
    strong a green that dark or light, a quieter one of the same hue is taken.

    :raises NotAColour: one of them is not written as `#rrggbb`
    :raises ValueError: no colour at all reaches the ratio against this one
    """
    if contrast_ratio(colour, against) >= ratio:
        return colour.lower()
    lightness, green_red, blue_yellow = _to_oklab(colour)
    for step in range(1, STEPS + 1):
        for candidate in (lightness - step / STEPS, lightness + step / STEPS):
            if 0 <= candidate <= 1:
                tried = _shown(candidate, green_red, blue_yellow)
                if contrast_ratio(tried, against) >= ratio:
                    return tried
    best = max((WHITE, BLACK), key=lambda extreme: contrast_ratio(extreme, against))
    if contrast_ratio(best, against) >= ratio:
        return best
    raise ValueError(f"nothing reaches {ratio}:1 against {against}")


def mix(colour: str, into: str, share: float) -> str:
    """Return `share` of the colour laid over another one."""
    pairs = zip(channels(colour), channels(into), strict=True)
    return _to_hex(*(share * top + (1 - share) * ground for top, ground in pairs))


def _to_hex(*parts: float) -> str:
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _gamma(channel: float) -> float:
    if channel <= 0.0031308:
        return 12.92 * channel
    return 1.055 * channel ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel) for channel in channels(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _shown(lightness: float, green_red: float, blue_yellow: float) -> str:
    """Return the colour, its chroma lowered as far as a screen needs to show its hue."""
    low, high = 0.0, 1.0
    parts = _from_oklab(lightness, green_red, blue_yellow)
    if not _fits(parts):
        for _ in range(HALVINGS):
            share = (low + high) / 2
            tried = _from_oklab(lightness, share * green_red, share * blue_yellow)
            low, high = (share, high) if _fits(tried) else (low, share)
        parts = _from_oklab(lightness, low * green_red, low * blue_yellow)
    return _to_hex(*parts)


def _fits(parts: tuple[float, float, float]) -> bool:
    return all(-GAMUT_SLACK <= part <= 1 + GAMUT_SLACK for part in parts)


def _from_oklab(
    lightness: float, green_red: float, blue_yellow: float
) -> tuple[float, float, float]:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    red, green, blue = (
        _gamma(part)
        for part in (
            4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
            -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
            -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
        )
    )
    return red, green, blue
