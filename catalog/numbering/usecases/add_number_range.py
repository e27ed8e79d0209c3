"""Add a block of numbers to the pool."""

from datetime import datetime

import phonenumbers
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from phonenumbers import PhoneNumberType, carrier

from catalog.numbering import sql_pool
from catalog.numbering.models import NumberRange
from kith.errors import DomainError
from kith.ui.formats import country_name
from kith.wall import public_side
from tenants.registry.queries import countries_served

LARGEST_RANGE = 100_000
# The plan gives numbers away in blocks, none of which is smaller.
SAMPLED_EVERY = 100
MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class NumberInvalid(DomainError):
    code = "numbering.number_invalid"


class RangeBackwards(DomainError):
    code = "numbering.range_backwards"


class RangeTooLarge(DomainError):
    code = "numbering.range_too_large"


class RangeOverlaps(DomainError):
    code = "numbering.range_overlaps"


class RangeForeign(DomainError):
    """No customer of the network could be given one of these numbers."""

    code = "numbering.range_foreign"


class RangeDoubtful(DomainError):
    """By the numbering plan it is no range of mobile numbers, or an operator's new to the pool."""

    code = "numbering.range_doubtful"


@public_side
@transaction.atomic
def add_number_range(
    *,
    first: str,
    last: str,
    label: str,
    at: datetime,
    country: str = "",
    warn_below: int = 100,
    is_doubt_settled: bool = False,
) -> NumberRange:
    """
    Add every number from first to last; the same range again returns the one that is there.

    Numbers may be written as people write them when the country is given, or in E.164.

    :raises NumberInvalid: a number of the range cannot be called, by the plan of its country
    :raises RangeBackwards: the last number comes before the first, or in another country
    :raises RangeTooLarge: more than 100,000 numbers at once
    :raises RangeForeign: it is of a country that the network does not serve
    :raises RangeOverlaps: a part of it is already in the pool
    :raises RangeDoubtful: whoever adds it has to say that it is meant
    """
    start, end = _parsed(first, country), _parsed(last, country)
    low, high = _digits(start), _digits(end)
    if start.country_code != end.country_code or low > high:
        raise RangeBackwards(
            _("%(first)s to %(last)s is not a range.") % {"first": first, "last": last},
            mend=_("Give the lowest number first, both of one country."),
        )
    if high - low >= LARGEST_RANGE:
        raise RangeTooLarge(
            _("%(count)s numbers at once are too many.") % {"count": high - low + 1},
            mend=_("Split the range into parts of at most %(most)s.") % {"most": LARGEST_RANGE},
        )
    region = _region_of_all(low, high)
    _refuse_foreign(region, low, high)

    overlapping = NumberRange.objects.select_for_update().filter(first__lte=high, last__gte=low)
    if (found := overlapping.order_by("pk").first()) is not None:
        if (found.first, found.last) == (low, high):
            return found
        raise RangeOverlaps(
            _("A part of it is already in “%(label)s” (%(range)s).")
            % {"label": found.label, "range": found},
            mend=_("Give a range that shares no number with those in the pool."),
        )
    if not is_doubt_settled:
        _refuse_doubtful(low, high)
    block = NumberRange.objects.create(
        label=label, country=region, first=low, last=high, warn_below_count=warn_below, added_at=at
    )
    sql_pool.fill_range(range_id=block.pk, at=at)
    return block


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException as problem:
        raise NumberInvalid(
            _("“%(text)s” is not a phone number.") % {"text": text},
            mend=_("Write it like +34 600 12 34 56."),
        ) from problem


def _digits(number: phonenumbers.PhoneNumber) -> int:
    return int(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:])


def _region_of_all(low: int, high: int) -> str:
    """Give the country of the first number once every number is good; refuse the first bad one."""
    for digits in range(low, high + 1):
        number = phonenumbers.parse(f"+{digits}")
        if not phonenumbers.is_valid_number(number):
            shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
            raise NumberInvalid(
                _("%(shown)s is not a number that can be called.") % {"shown": shown},
                mend=_("Check the range against the numbering plan of its country."),
            )
    return phonenumbers.region_code_for_number(phonenumbers.parse(f"+{low}")) or ""


def _samples(low: int, high: int) -> list[phonenumbers.PhoneNumber]:
    return [phonenumbers.parse(f"+{each}") for each in {*range(low, high, SAMPLED_EVERY), high}]


def _refuse_foreign(region: str, low: int, high: int) -> None:
    served = countries_served()
    found = {phonenumbers.region_code_for_number(each) or "" for each in _samples(low, high)}
    if foreign := sorted({region, *found} - served):
        raise RangeForeign(
            _("These are numbers of another country: %(country)s.")
            % {"country": ", ".join(country_name(code) if code else "–" for code in foreign)},
            mend=_("Give a range of %(served)s.")
            % {"served": ", ".join(country_name(code) for code in sorted(served))},
        )


def _refuse_doubtful(low: int, high: int) -> None:
    samples = _samples(low, high)
    if any(phonenumbers.number_type(each) not in MOBILE for each in samples):
        raise RangeDoubtful(
            _("By the numbering plan these are not mobile numbers."),
            mend=_("Check the range, or say that it is meant."),
        )
    ours = {_operator(int(row)) for row in NumberRange.objects.values_list("first", flat=True)}
    if new := sorted({_operator(_digits(each)) for each in samples} - ours - {""}):
        raise RangeDoubtful(
            _("By the numbering plan these numbers are of %(operators)s; the pool has none of it.")
            % {"operators": ", ".join(new)},
            mend=_("Check the range, or say that it is meant."),
        )


def _operator(digits: int) -> str:
    """Return whom the plan gave a number to first; empty where it does not say."""
    return carrier.name_for_number(phonenumbers.parse(f"+{digits}"), get_language() or "en")
