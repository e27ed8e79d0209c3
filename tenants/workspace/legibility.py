"""Whether the words of a brand can be read on its colours, and which colour could be."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.ui.contrast import BLACK, WHITE, contrast_ratio, nearest_passing

LEGIBLE = 4.5
# The darkest ink of the design, which stands on the tinted surfaces.
INK = "#14110d"


class NearestPassingColour(DomainError):
    """Two colours that cannot be read on each other; `nearest` is the colour that can."""

    code = "brand.low_contrast"

    def __init__(self, message: str, *, field: str, nearest: str) -> None:
        super().__init__(
            message,
            mend=_("The nearest colour that can be read is %(nearest)s.") % {"nearest": nearest},
        )
        self.field = field
        self.nearest = nearest


def unreadable_in(colours: Mapping[str, str]) -> NearestPassingColour | None:
    """
    Return which of a brand's colours cannot be read, with one that can; None where all can.

    The accent is the brand, so its words give way: light ones stay light where an accent is dark
    enough for that, else they become dark, as on a yellow. `colours` are `accent`,
    `ink_on_accent` and `surface_tint`, each like #1d5c4b.
    """
    ink, accent, tint = colours["ink_on_accent"], colours["accent"], colours["surface_tint"]
    if contrast_ratio(ink, accent) < LEGIBLE:
        return _refusal(ink, accent, field="ink_on_accent", nearest=_ink_for(accent, ink))
    if contrast_ratio(INK, tint) < LEGIBLE:
        nearest = nearest_passing(tint, INK, LEGIBLE)
        return _refusal(INK, tint, field="surface_tint", nearest=nearest)
    return None


def _ink_for(accent: str, ink: str) -> str:
    """Return the nearest ink of its own kind, light or dark; of the other where none is enough."""
    is_light = contrast_ratio(ink, BLACK) >= contrast_ratio(accent, BLACK)
    if contrast_ratio(WHITE if is_light else BLACK, accent) >= LEGIBLE:
        return nearest_passing(ink, accent, LEGIBLE)
    return nearest_passing(INK if is_light else WHITE, accent, LEGIBLE)


def _refusal(ink: str, ground: str, *, field: str, nearest: str) -> NearestPassingColour:
    ratio = f"{contrast_ratio(ink, ground):.1f}"
    return NearestPassingColour(
        _("%(ink)s on %(ground)s is hard to read: its contrast is %(ratio)s, not %(needed)s.")
        % {"ink": ink, "ground": ground, "ratio": ratio, "needed": LEGIBLE},
        field=field,
        nearest=nearest,
    )
