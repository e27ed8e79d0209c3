"""Money, numbers, dates and times as people of the reader's language write them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError, dates, numbers
from django.utils import timezone, translation

from kith.money import Money, format_money

MINUS = "\N{MINUS SIGN}"
NOTHING = "\N{EN DASH}"


def locale_name() -> str:
    """Return the reader's locale as Babel writes it; English when it knows none."""
    language = translation.get_language() or "en"
    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "en"


def country_name(code: str) -> str:
    """Return what the reader calls a country; its code where no name is known."""
    return str(Locale.parse(locale_name()).territories.get(code, code))


def money_text(amount: Money, *, is_signed: bool = False) -> str:
    """Return the amount with its currency and a real minus sign; `is_signed` adds a plus."""
    text = format_money(amount, locale_name()).replace("-", MINUS)
    return f"+{text}" if is_signed and amount.minor > 0 else text


def number_text(value: float) -> str:
    return numbers.format_decimal(value, locale=locale_name()).replace("-", MINUS)


def percent_text(basis_points: int) -> str:
    """Return a share as the reader writes it: 1,000 basis points are 10%."""
    share = basis_points / 10_000
    return numbers.format_percent(share, locale=locale_name(), decimal_quantization=False)


def local(at: datetime, zone: str = "") -> datetime:
    """Return the instant in the named zone, else in the active one."""
    return timezone.localtime(at, ZoneInfo(zone) if zone else None)


def date_text(on: date) -> str:
    """Return the day as a list or a fact shows it, its month shortened: `1 Mar 2026`."""
    return dates.format_date(on, format="medium", locale=_day_first())


def day_text(on: date) -> str:
    """Return the day as a sentence says it: `1 March 2026`, `1 de marzo de 2026`."""
    return dates.format_date(on, format="long", locale=_day_first())


def time_text(at: datetime, zone: str = "") -> str:
    return dates.format_time(local(at, zone), format="short", locale=_day_first())


def zone_text(at: datetime, zone: str = "") -> str:
    """Return the short name of the zone the instant is shown in."""
    return local(at, zone).tzname() or ""


def moment_text(at: datetime, zone: str = "") -> str:
    """Return date, time and zone."""
    here = local(at, zone)
    return f"{date_text(here)}, {time_text(at, zone)} {zone_text(at, zone)}"


def relative_text(at: datetime, *, now: datetime) -> str:
    """Return how long ago, or how soon."""
    return dates.format_timedelta(at - now, add_direction=True, locale=locale_name())


def _day_first() -> str:
    """Return the locale dates are written in: Kith's English is British."""
    return "en_GB" if locale_name() == "en" else locale_name()
