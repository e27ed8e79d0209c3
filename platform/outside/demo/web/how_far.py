"""How far the demo is with its first year, or with a month ahead."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone

from outside.demo.notes import MONTH_DAYS, MONTHS, noted_clock, noted_year

# Where an open page asks for it.
BAR = "/accounts/demo/bar/"


def how_far() -> dict[str, object]:
    """Return what the bar says; nothing where nothing is being lived."""
    year = noted_year(settings.KITH_STATE_DIR)
    if year is None:
        return {}
    if not year.is_over:
        return {"lived": year.lived, "months": MONTHS, "address": BAR}
    clock = noted_clock(settings.KITH_STATE_DIR)
    if not clock.is_moving:
        return {}
    return {"day": clock.day, "days": MONTH_DAYS, "today": timezone.now(), "address": BAR}
