"""What others may ask about the pools."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import phonenumbers
from django.db.models import Count, Q

from catalog.numbering.models import (
    ASSIGNED,
    AVAILABLE,
    ESIM,
    LEFT,
    PHYSICAL,
    QUARANTINED,
    RETIRED,
    NumberRange,
    PhoneNumber,
    SimCard,
)
from kith.wall import public_side

SIM_WARNING = 100


@dataclass(frozen=True)
class PoolLevel:
    label: str
    country: str
    span: str
    available: int
    assigned: int
    quarantined: int
    total: int
    warn_below: int

    @property
    def is_low(self) -> bool:
        return self.available < self.warn_below


@dataclass(frozen=True)
class SimLevel:
    form: str
    available: int
    assigned: int
    retired: int
    total: int
    warn_below: int = SIM_WARNING

    @property
    def is_low(self) -> bool:
        return self.available < self.warn_below


@dataclass(frozen=True)
class HistoryLine:
    what: str
    holder: str
    at: datetime


@dataclass(frozen=True)
class NumberHistory:
    e164: str
    shown: str
    state: str
    holder: str
    quarantined_until: datetime | None
    lines: tuple[HistoryLine, ...]


def _count(state: str, path: str = "") -> Count:
    return Count(f"{path}pk", filter=Q(**{f"{path}state": state}))


@public_side
def pool_levels() -> list[PoolLevel]:
    """List each range with how much of it is free, taken and resting."""
    counted = NumberRange.objects.annotate(
        available=_count(AVAILABLE, "numbers__"),
        assigned=_count(ASSIGNED, "numbers__"),
        quarantined=_count(QUARANTINED, "numbers__"),
    ).order_by("country", "first")
    return [
        PoolLevel(
            label=block.label,
            country=block.country,
            span=f"{show_number(f'+{block.first}')} – {show_number(f'+{block.last}')}",
            available=block.available,
            assigned=block.assigned,
            quarantined=block.quarantined,
            total=block.size,
            warn_below=block.warn_below_count,
        )
        for block in counted
    ]


@public_side
def sim_levels() -> list[SimLevel]:
    """List each form of SIM with how many are free and taken; both forms always appear."""
    counted = {
        row["form"]: row
        for row in SimCard.objects.values("form")
        .annotate(
            available=_count(AVAILABLE),
            assigned=_count(ASSIGNED),
            retired=_count(RETIRED),
            total=Count("pk"),
        )
        .order_by("form")
    }
    return [_sim_level(form, counted.get(form, {})) for form in (ESIM, PHYSICAL)]


def _sim_level(form: str, counts: Mapping[str, Any]) -> SimLevel:
    return SimLevel(
        form=form,
        available=counts.get("available", 0),
        assigned=counts.get("assigned", 0),
        retired=counts.get("retired", 0),
        total=counts.get("total", 0),
    )


@public_side
def number_history(*, text: str, country: str = "") -> NumberHistory | None:
    """Tell the whole story of one number of the pool, newest first; None when it is not ours."""
    e164 = read_number(text=text, country=country)
    number = PhoneNumber.objects.filter(e164=e164).first() if e164 else None
    if number is None:
        return None
    lines = number.events.order_by("-at", "-pk").values_list("what", "holder", "at")
    return NumberHistory(
        e164=number.e164,
        shown=show_number(number.e164),
        state=number.state,
        holder=number.holder,
        quarantined_until=number.quarantined_until,
        lines=tuple(HistoryLine(*line) for line in lines),
    )


def read_number(*, text: str, country: str = "") -> str:
    """Turn a number as people write it into E.164; empty when it is none."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_of(e164: str) -> str:
    """Return the country whose plan a number is of; empty where it is none."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(e164)) or ""


def is_mobile(e164: str) -> bool:
    """Say whether a number can be a mobile phone's."""
    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    mobile = phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE
    return kind in mobile


@public_side
def is_with_us(*, e164: str) -> bool:
    """Say whether a number is one of ours, or of somebody who brought it here."""
    return PhoneNumber.objects.filter(e164=e164).exclude(state=LEFT).exists()


def show_number(e164: str) -> str:
    """Write a number the way people read it aloud."""
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def mask_number(e164: str) -> str:
    """Write a number so that its holder knows it and nobody else does."""
    shown = show_number(e164)
    hidden = [letter if not letter.isdigit() else "•" for letter in shown]
    return shown[:4] + "".join(hidden[4:-2]) + shown[-2:]
