"""What a product is and holds, read from its characteristics."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats.drafts import OPEN, UNLIMITED, Reading, Traits
from catalog.wholesale.formats.exact_json import member_path
from catalog.wholesale.formats.shapes import kind_of
from catalog.wholesale.formats.spellings import (
    WITHOUT_LIMIT,
    days_of,
    examples_of,
    plain,
    unit_of,
)
from kith.written import DoubtfulNumber, NotWritten, number_written

# The names exports use, without spaces, case and punctuation.
NAMES = {
    "kind": ("plankind", "productkind"),
    "data_mb": ("data", "dataallowance", "datavolume", "includeddata"),
    "minutes": ("minutes", "voiceminutes", "voiceallowance", "includedminutes"),
    "texts": ("texts", "sms", "smsallowance", "textallowance", "includedtexts"),
    "roaming_mb": ("roamingdata", "roamingallowance", "euroamingdata"),
    "lines": ("lines", "numberoflines", "linecount"),
    "term": (
        "term",
        "contractterm",
        "contractduration",
        "contractlength",
        "contractperiod",
        "minimumterm",
        "minimumduration",
        "minimumcontractterm",
        "minimumcontractduration",
        "commitment",
        "commitmentperiod",
        "commitmentduration",
        "permanencia",
    ),
}
TRAIT_OF = {name: trait for trait, names in NAMES.items() for name in names}
KIND_WORDS = {
    "prepaid": "prepaid",
    "monthly": "monthly",
    "postpaid": "monthly",
    "data": "data",
    "dataonly": "data",
    "family": "family",
    "addon": "addon",
    "roaming": "addon",
    "roamingaddon": "addon",
}
# What version 5 and version 4 call the values of a characteristic.
VALUES = ("characteristicValueSpecification", "productSpecCharacteristicValue")
# What a price list's column counts in, where a cell names no unit.
OWN_UNIT = {"data_mb": "MB", "roaming_mb": "MB", "minutes": "min", "texts": "SMS", "lines": "line"}
# An allowance is counted in a rhythm of its own: kept beside it under this name.
RHYTHM_OF = "{}_each"
MOST = 2**31
_WITH_UNIT = re.compile(r"(?P<number>[0-9][0-9.,]*)\s*(?P<unit>[^\W\d_]\D*)\Z")


class _NoAmount(ValueError):
    """A value is no amount of what it should count; the message says why."""


class _UnitNotKnown(_NoAmount):
    """What it is counted in is not known here."""


def traits_at(characteristics: list[Any] | None, path: str, reading: Reading) -> Traits:
    """Return the traits that a list of characteristics names; what is unknown is left alone."""
    traits: Traits = {}
    for at, characteristic in enumerate(characteristics or ()):
        if not isinstance(characteristic, dict):
            continue
        name = plain(characteristic.get("name", ""))
        trait = TRAIT_OF.get(name)
        if trait is None:
            continue
        values_name = next((name for name in VALUES if characteristic.get(name)), VALUES[0])
        here = member_path(f"{path}[{at}]", values_name)
        known = _known(characteristic.get(values_name), here, reading)
        if len({plain(value["value"]) for value, _ in known}) > 1:
            traits[trait] = OPEN
            continue
        for value, where in known[:1]:
            _put(traits, trait, value, _is_counted(name, trait), where, reading)
    return traits


def allowance_of(text: str, trait: str) -> tuple[int | None, str]:
    """Return the allowance a price list's cell names, and what is wrong with it if anything."""
    if plain(text) in WITHOUT_LIMIT:
        return UNLIMITED, ""
    try:
        number, rhythm = _amount(text, OWN_UNIT[trait], trait)
    except _NoAmount as wrong:
        return None, str(wrong)
    return number, f"“{text}” names a rhythm: the column “period” does" if rhythm else ""


def kind_of_product(word: str) -> str:
    """Return our word for a kind of product; empty when it is none."""
    return KIND_WORDS.get(plain(word), "")


def _is_counted(name: str, trait: str) -> bool:
    """Say whether the name of a characteristic tells its unit, or there is only one."""
    return trait in ("texts", "lines") or "minutes" in name


def _known(values: Any, path: str, reading: Reading) -> list[tuple[dict[str, Any], str]]:
    """Return the values that count, each with its path: those marked as default, else all."""
    if not isinstance(values, list | None):
        reading.refuse(path, _("is %(kind)s, where a list belongs") % {"kind": kind_of(values)})
        return []
    known = []
    for at, value in enumerate(values or ()):
        here = f"{path}[{at}]"
        if not isinstance(value, dict):
            reading.refuse(
                here, _("is %(kind)s, where an object belongs") % {"kind": kind_of(value)}
            )
        elif not isinstance(value.get("isDefault"), bool | None):
            told = kind_of(value["isDefault"])
            reading.refuse(
                member_path(here, "isDefault"),
                _("is %(told)s, where true or false belongs") % {"told": told},
            )
        elif value.get("value") is not None:
            known.append((value, here))
    return [one for one in known if one[0].get("isDefault") is True] or known


def _put(
    traits: Traits,
    trait: str,
    value: dict[str, Any],
    is_counted: bool,
    where: str,
    reading: Reading,
) -> None:
    told: Any = value["value"]
    where_told = member_path(where, "value")
    unit, where_unit = value.get("unitOfMeasure"), member_path(where, "unitOfMeasure")
    if isinstance(told, dict):
        # v5's object values: {"amount": 10, "units": "GB"}.
        unit, where_unit = told.get("units"), member_path(where_told, "units")
        told, where_told = told.get("amount"), member_path(where_told, "amount")
    if not isinstance(unit, str | None):
        reading.refuse(where_unit, _("is %(kind)s, where text belongs") % {"kind": kind_of(unit)})
    elif trait == "term":
        days = days_of(told, unit)
        traits["term"] = OPEN if days is None else days
    elif trait == "kind":
        if kind := kind_of_product(str(told)):
            traits["kind"] = kind
        else:
            reading.refuse(
                where_told,
                _("“%(told)s” is no kind of product: %(known)s")
                % {"told": told, "known": ", ".join(KIND_WORDS)},
            )
    elif plain(told) in WITHOUT_LIMIT:
        traits[trait] = UNLIMITED
    else:
        if not unit and (is_counted or reading.is_kept):
            unit = OWN_UNIT[trait]
        try:
            traits[trait], rhythm = _amount(told, unit or "", trait)
        except _UnitNotKnown as wrong:
            reading.refuse(where_unit, str(wrong))
        except _NoAmount as wrong:
            reading.refuse(where_told, str(wrong))
        else:
            if rhythm:
                traits[RHYTHM_OF.format(trait)] = rhythm


def _amount(told: Any, unit: str, trait: str) -> tuple[int, str]:
    """
    Return how much of our unit it is, and in which rhythm if it names one.

    :raises _NoAmount: it is no whole number of ours from zero on
    """
    if isinstance(told, bool):
        raise _NoAmount(_("is true or false, where a number or “unlimited” belongs"))
    written = _WITH_UNIT.match(told.strip()) if isinstance(told, str) else None
    if written:
        told, unit = written["number"], written["unit"]
    number = _number(told)
    factor, rhythm = unit_of(unit, trait) if unit or number else (Fraction(1), "")
    if factor is None:
        known = examples_of(trait)
        named = (
            _("“%(unit)s” is no unit known here") % {"unit": unit}
            if unit
            else _("the unit is missing")
        )
        raise (_NoAmount if written else _UnitNotKnown)(f"{named}: {known}")
    ours = Fraction(number) * factor
    if ours.denominator != 1 or not 0 <= ours < MOST:
        raise _NoAmount(
            _("%(told)s %(unit)s is no whole number of %(value)s from zero on")
            % {"told": told, "unit": unit, "value": OWN_UNIT[trait]}
        )
    if trait == "lines" and ours < 1:
        raise _NoAmount(_("a product has one line at least"))
    return int(ours), rhythm


def _number(told: Any) -> Decimal:
    if isinstance(told, int | Decimal):
        return Decimal(told)
    try:
        return number_written(str(told).strip())
    except DoubtfulNumber as doubt:
        raise _NoAmount(
            _("“%(told)s” could be %(thousands)s or %(small)s: write the one it is")
            % {"told": told, "thousands": doubt.thousands, "small": doubt.small}
        ) from doubt
    except NotWritten as error:
        raise _NoAmount(
            _("“%(told)s” is neither a number nor “unlimited”") % {"told": told}
        ) from error
