"""The words files use for charges, rhythms, units and terms, and ours for each."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any


def plain(text: Any) -> str:
    """Return a name as it compares: small letters and digits only."""
    return "".join(letter for letter in str(text).lower() if letter.isalnum())


def _table[Ours](spellings: dict[Ours, str]) -> dict[str, Ours]:
    return {plain(word): ours for ours, words in spellings.items() for word in words.split()}


# What is in none of these is not understood, and what it would decide is not sold.
CHARGES = _table(
    {
        "recurring": (
            "recurring recurring-charge recurring-fee recurring-prepaid recurring-postpaid "
            "recurring-price rental rent subscription subscription-fee mrc rc "
            "monthly monthly-charge monthly-fee weekly weekly-charge weekly-fee"
        ),
        "once": (
            "once one-time one-time-charge one-time-fee one-off one-off-charge non-recurring "
            "non-recurring-charge nrc otc single single-payment"
        ),
        "usage": "usage usage-charge usage-fee pay-per-use",
        "discount": "discount allowance",
    }
)
PERIODS = _table(
    {
        "month": "month months monthly calendar-month every-month per-month P1M mes meses mensual",
        "week": "week weeks weekly every-week per-week P1W semana semanas semanal",
    }
)
_MEGABYTES = _table(
    {
        Fraction(1, 1024 * 1024): "byte bytes octet octets",
        Fraction(1, 1024): (
            "kb kbs kib kbyte kbytes kilobyte kilobytes kibibyte kibibytes ko kilooctet kilooctets"
        ),
        Fraction(1): (
            "mb mbs mib mbyte mbytes megabyte megabytes mebibyte mebibytes mo megaoctet "
            "megaoctets mega megas"
        ),
        Fraction(1024): (
            "gb gbs gib gbyte gbytes gigabyte gigabytes gibibyte gibibytes go gigaoctet "
            "gigaoctets giga gigas gig gigs"
        ),
        Fraction(1024 * 1024): (
            "tb tbs tib tbyte tbytes terabyte terabytes tebibyte tebibytes to teraoctet "
            "teraoctets tera teras"
        ),
    }
)
_MINUTES = _table(
    {
        Fraction(1, 60): "s sec secs second seconds segundo segundos",
        Fraction(1): "min mins minute minutes minuto minutos",
        Fraction(60): "h hr hrs hour hours hora horas",
    }
)
_TEXTS = _table(
    {Fraction(1): "sms text texts message messages msg msgs mensaje mensajes unit units"}
)
_LINES = _table(
    {Fraction(1): "line lines linea lineas línea líneas number numbers sim sims unit units"}
)
# What one of a unit is of what an allowance is counted in.
UNITS: dict[str, dict[str, Fraction]] = {
    "data_mb": _MEGABYTES,
    "roaming_mb": _MEGABYTES,
    "minutes": _MINUTES,
    "texts": _TEXTS,
    "lines": _LINES,
}
# How many days at most pass in one of these.
DAYS = _table(
    {
        1: "day days dia dias día días d",
        7: "week weeks semana semanas w",
        31: "month months mes meses m",
        366: "year years año años y",
    }
)
WITHOUT_LIMIT = ("unlimited", "nolimit")
# “GB/month”, “minutes per week”: what is counted, and in which rhythm.
_EACH = re.compile(r"(?P<unit>.+?)\s*(?:/|\s(?:per|each|a|al|por|pro)\s)\s*(?P<rhythm>\w+)\s*\Z")

_TIME = re.compile(r"(?P<number>[0-9]{1,4})\s*(?P<unit>[^\W\d_]*)\Z")


def unit_of(told: str, trait: str) -> tuple[Fraction | None, str]:
    """Return how much of ours a unit is, None for one that is not known, and its rhythm if any."""
    each = _EACH.match(told.strip())
    rhythm = PERIODS.get(plain(each["rhythm"]), "") if each else ""
    if each and not rhythm:
        return None, ""
    return UNITS[trait].get(plain(each["unit"] if each else told)), rhythm


def examples_of(trait: str) -> str:
    """Return a spelling of each unit that an allowance may be counted in."""
    named: dict[Fraction, str] = {}
    for word, size in UNITS[trait].items():
        named.setdefault(size, word)
    return ", ".join(named.values())


def days_of(amount: Any, unit: str | None) -> int | None:
    """Return how many days at most such a time lasts; None when that is not understood."""
    written = _TIME.match(str(amount).strip())
    if written is None:
        return None
    size = DAYS.get(plain(written["unit"] or unit or ""))
    number = int(written["number"])
    if number == 0:
        return 0
    return None if size is None else number * size
