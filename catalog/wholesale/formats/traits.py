"""What a product is and holds, read from its characteristics."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from catalog.wholesale.formats.drafts import UNLIMITED, Reading, Traits
from catalog.wholesale.formats.exact_json import member_path

# The names exports use, without spaces, case and punctuation.
NAMES = {
    "kind": ("plankind", "productkind"),
    "data_mb": ("data", "dataallowance", "datavolume", "includeddata"),
    "minutes": ("minutes", "voiceminutes", "voiceallowance", "includedminutes"),
    "texts": ("texts", "sms", "smsallowance", "textallowance", "includedtexts"),
    "roaming_mb": ("roamingdata", "roamingallowance", "euroamingdata"),
    "lines": ("lines", "numberoflines", "linecount"),
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
UNITS = {"mb": 1, "mib": 1, "gb": 1024, "gib": 1024, "tb": 1024 * 1024}
# What version 5 and version 4 call the values of a characteristic.
VALUES = ("characteristicValueSpecification", "productSpecCharacteristicValue")
WITHOUT_LIMIT = ("unlimited", "nolimit")
MOST = 2**31


def plain(text: Any) -> str:
    """Return a name as it compares: small letters and digits only."""
    return "".join(letter for letter in str(text).lower() if letter.isalnum())


def traits_at(characteristics: list[Any] | None, path: str, reading: Reading) -> Traits:
    """Return the traits that a list of characteristics names; what is unknown is left alone."""
    traits: Traits = {}
    for at, characteristic in enumerate(characteristics or ()):
        if not isinstance(characteristic, dict):
            continue
        trait = TRAIT_OF.get(plain(characteristic.get("name", "")))
        here = f"{path}[{at}]"
        values_name = next((name for name in VALUES if characteristic.get(name)), VALUES[0])
        chosen = _chosen(characteristic.get(values_name), member_path(here, values_name))
        if trait is None or chosen is None:
            continue
        value, where = chosen
        problem = _put(traits, trait, value)
        if problem:
            reading.refuse(member_path(where, "value"), problem)
    return traits


def allowance_of(text: str, trait: str) -> tuple[int | None, str]:
    """Return the allowance a price list's cell names, and what is wrong with it if anything."""
    if plain(text) in WITHOUT_LIMIT:
        return UNLIMITED, ""
    return _number(text, 1, trait)


def kind_of_product(word: str) -> str:
    """Return our word for a kind of product; empty when it is none."""
    return KIND_WORDS.get(plain(word), "")


def _chosen(values: Any, path: str) -> tuple[dict[str, Any], str] | None:
    known = [
        (value, f"{path}[{at}]")
        for at, value in enumerate(values or ())
        if isinstance(value, dict) and value.get("value") is not None
    ]
    marked = [(value, where) for value, where in known if value.get("isDefault") is True]
    found = marked or known
    return found[0] if found else None


def _put(traits: Traits, trait: str, value: dict[str, Any]) -> str:
    told: Any = value["value"]
    if isinstance(told, dict):
        # v5's object values: {"amount": 10, "units": "GB"}.
        told, unit = told.get("amount"), told.get("units")
    else:
        unit = value.get("unitOfMeasure")
    if trait == "kind":
        kind = kind_of_product(str(told))
        if kind:
            traits["kind"] = kind
        return "" if kind else f"“{told}” is no kind of product: {', '.join(KIND_WORDS)}"
    if plain(told) in WITHOUT_LIMIT:
        traits[trait] = UNLIMITED
        return ""
    factor = UNITS.get(plain(unit), 1) if trait.endswith("_mb") else 1
    number, problem = _number(told, factor, trait)
    if not problem:
        traits[trait] = number
    return problem


def _number(told: Any, factor: int, trait: str) -> tuple[int | None, str]:
    if isinstance(told, bool):
        return None, "is true or false, where a number or “unlimited” belongs"
    try:
        number = Decimal(str(told).strip()) * factor
    except InvalidOperation:
        return None, f"“{told}” is neither a number nor “unlimited”"
    if not number.is_finite() or number != number.to_integral_value() or not 0 <= number < MOST:
        return None, f"{told} is no whole number from zero on"
    if trait == "lines" and number < 1:
        return None, "a product has one line at least"
    return int(number), ""
