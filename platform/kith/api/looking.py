"""How each kind of member is looked for: by equality all, and what has an order by comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from kith.money import SCALES

ALL, NONE = Q(pk__isnull=False), Q(pk__in=[])
EXACT = "exact"
# How many digits nearly every currency has after the point, and those that have others.
USUAL_SCALE = 2
OTHER_SCALES = {
    scale: sorted(code for code, own in SCALES.items() if own == scale)
    for scale in sorted({*SCALES.values()} - {USUAL_SCALE})
}
NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")

# What a comparison with something between two whole ones asks of the lower; nothing equals it.
BETWEEN = {"gt": "gt", "gte": "gt", "lt": "lte", "lte": "lte"}

Condition = Callable[[str, str], Q]


@dataclass(frozen=True)
class Look:
    """
    One member that may be looked for.

    `condition` takes the comparison (`exact`, `gt`, …) and the text, and refuses what is no value
    with a ValidationError. `column` is what a list is ordered by; none where there is no order.
    """

    condition: Condition
    kind: Any = OpenApiTypes.STR
    column: str = ""
    is_compared: bool = False
    choices: tuple[Any, ...] = ()


def by_column(member: serializers.Field) -> Look:
    """Return how a member is looked for whose value stands in a column as it is told."""
    source = str(member.source)
    kinds: list[tuple[type, Any, bool]] = [
        (serializers.UUIDField, OpenApiTypes.UUID, False),
        (serializers.BooleanField, OpenApiTypes.BOOL, False),
        (serializers.DateTimeField, OpenApiTypes.DATETIME, True),
        (serializers.IntegerField, OpenApiTypes.INT, True),
    ]
    kind, is_compared = next(
        ((kind, compared) for held, kind, compared in kinds if isinstance(member, held)),
        (OpenApiTypes.STR, False),
    )

    def condition(word: str, text: str) -> Q:
        return Q(**{f"{source}__{word}": member.to_internal_value(text)})

    choices = tuple(getattr(member, "choices", ()))
    return Look(condition, kind, source, is_compared, choices)


def by_word(word: str | bool | int) -> Look:
    """Return how a member is looked for that is the same in every row."""
    reading: serializers.Field = serializers.ChoiceField([word])
    kind = OpenApiTypes.STR
    if isinstance(word, bool):
        reading, kind = serializers.BooleanField(), OpenApiTypes.BOOL
    elif isinstance(word, int):
        reading, kind = serializers.IntegerField(), OpenApiTypes.INT

    def condition(_: str, text: str) -> Q:
        return ALL if reading.to_internal_value(text) == word else NONE

    return Look(condition, kind, choices=(word,) if kind is OpenApiTypes.STR else ())


def by_scaled(column: str, *, scale: int) -> Look:
    """Return how a number is looked for that is kept in whole parts of its unit."""

    def condition(word: str, text: str) -> Q:
        return _compared(column, word, number(text).scaleb(scale))

    return Look(condition, OpenApiTypes.DECIMAL, column, is_compared=True)


def by_amount(minor: str, currency: str) -> Look:
    """Return how an amount is looked for: in major units of whichever currency the row has."""

    def condition(word: str, text: str) -> Q:
        value = number(text)
        others = [code for codes in OTHER_SCALES.values() for code in codes]
        usual = ~Q(**{f"{currency}__in": others})
        return reduce(
            or_,
            (
                Q(**{f"{currency}__in": codes}) & _compared(minor, word, value.scaleb(scale))
                for scale, codes in OTHER_SCALES.items()
            ),
            usual & _compared(minor, word, value.scaleb(USUAL_SCALE)),
        )

    return Look(condition, OpenApiTypes.DECIMAL, minor, is_compared=True)


def by_day(column: str) -> Look:
    """Return how a day is looked for that is told as its first moment in the tenant's zone."""

    def condition(word: str, text: str) -> Q:
        field = serializers.DateTimeField(default_timezone=UTC)
        try:
            asked = field.to_internal_value(text).astimezone(timezone.get_current_timezone())
        except OverflowError as error:
            raise ValidationError("Write a moment that has a day where the shop is.") from error
        day = asked.date()
        if asked == first_moment(day):
            return Q(**{f"{column}__{word}": day})
        # Inside of a day: that day has begun, and the next has not.
        return Q(**{f"{column}__{BETWEEN[word]}": day}) if word in BETWEEN else NONE

    return Look(condition, OpenApiTypes.DATETIME, column, is_compared=True)


def first_moment(day: date) -> datetime:
    """Return when a day begins where the tenant is."""
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def number(text: str) -> Decimal:
    """
    Return the number somebody wrote.

    :raises ValidationError: it is none, or has more digits than any here
    """
    if not NUMBER.fullmatch(text):
        raise ValidationError("Write a number, with a point before the decimals.")
    return Decimal(text)


def _compared(column: str, word: str, value: Decimal) -> Q:
    """Compare a column of whole numbers with any number."""
    whole = int(value.to_integral_value(rounding="ROUND_FLOOR"))
    if whole == value:
        return Q(**{f"{column}__{word}": whole})
    return Q(**{f"{column}__{BETWEEN[word]}": whole}) if word in BETWEEN else NONE
