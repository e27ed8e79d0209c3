"""Turn a checked TMF620 resource into a draft; amounts are made exact here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats.amounts import money_at, rate_at, total_price
from catalog.wholesale.formats.drafts import (
    Draft,
    OfferingDraft,
    PriceDraft,
    Reading,
    SpecificationDraft,
    Traits,
)
from catalog.wholesale.formats.exact_json import member_path
from catalog.wholesale.formats.shapes import moment
from catalog.wholesale.formats.spellings import CHARGES, PERIODS, days_of, plain
from catalog.wholesale.formats.tmf620_v4 import embedded_amount
from catalog.wholesale.formats.traits import kind_of_product, traits_at
from kith.money import Money
from kith.visible import is_unseen, visible_lines, visible_text

LONGEST = {"id": 200, "name": 200, "lifecycleStatus": 40}
# What makes an entry of an offering's price list a price, not a reference to one.
PRICE_CONTENT = ("price", "priceType", "recurringChargePeriod", "recurringChargePeriodType")


def draft_of(kind: str, resource: dict[str, Any], path: str, reading: Reading) -> Draft | None:
    """Draft one resource; None when it is refused, with the reasons in `reading`."""
    told = len(reading.refused)
    draft = read_draft(kind, resource, path, reading)
    return None if len(reading.refused) > told else draft


def read_draft(kind: str, resource: dict[str, Any], path: str, reading: Reading) -> Draft:
    """Draft one resource with what is understood of it; the rest is refused in `reading`."""
    for name, longest in LONGEST.items():
        if len(resource.get(name) or "") > longest:
            reading.refuse(
                member_path(path, name),
                _("is longer than %(longest)s characters") % {"longest": longest},
            )
    if any(is_unseen(letter) for letter in resource.get("id") or ""):
        # Nobody could tell it from the one it looks like.
        reading.refuse(member_path(path, "id"), _("holds a character that nobody sees"))
    if not visible_text(resource.get("name") or ""):
        reading.refuse(member_path(path, "name"), _("is missing"))
    makers: dict[str, Callable[[dict[str, Any], str, Reading], Draft]] = {
        "productSpecification": _specification,
        "productOfferingPrice": _price,
        "productOffering": _offering,
    }
    return makers[kind](resource, path, reading)


def prices_inside(
    resource: dict[str, Any], path: str, reading: Reading
) -> list[tuple[PriceDraft, str]]:
    """Draft the prices that stand inside an offering, each with its path."""
    found = []
    for at, entry in enumerate(resource.get("productOfferingPrice") or ()):
        if not _is_price(entry):
            continue
        here = f"{member_path(path, 'productOfferingPrice')}[{at}]"
        code = _price_code(resource, entry, at)
        named = {**entry, "id": code, "name": entry.get("name") or code}
        draft = draft_of("productOfferingPrice", named, here, reading)
        if isinstance(draft, PriceDraft):
            found.append((draft, here))
    return found


def _specification(resource: dict[str, Any], path: str, reading: Reading) -> SpecificationDraft:
    where = member_path(path, "productSpecCharacteristic")
    traits = traits_at(resource.get("productSpecCharacteristic"), where, reading)
    return SpecificationDraft(**_identity(resource), traits=traits)


def _price(resource: dict[str, Any], path: str, reading: Reading) -> PriceDraft:
    price = resource.get("price") or {}
    here = member_path(path, "price")
    rate, told_tax, tax_path = _tax(resource, path, reading)
    if rate is None:
        rate = rate_at(price.get("taxRate"), member_path(here, "taxRate"), reading)
    if price.keys() & {"taxIncludedAmount", "dutyFreeAmount"}:
        amount = embedded_amount(price, rate, here, reading)
    elif (amount := money_at(price, here, reading)) is not None:
        amount = total_price(
            price=amount, basis_points=rate, told_tax=told_tax, path=tax_path, reading=reading
        )
    charge, period = _rhythm(resource)
    return PriceDraft(
        **_identity(resource),
        charge=charge,
        period=period,
        amount=amount,
        tax_basis_points=rate,
        term_days=_term_days(resource),
    )


def _offering(resource: dict[str, Any], path: str, reading: Reading) -> OfferingDraft:
    codes: list[str] = []
    for at, entry in enumerate(resource.get("productOfferingPrice") or ()):
        if code := _price_code(resource, entry, at):
            codes.append(code)
        else:
            here = f"{member_path(path, 'productOfferingPrice')}[{at}]"
            reading.refuse(member_path(here, "id"), _("is missing: which price is meant?"))
    specification = resource.get("productSpecification")
    if specification is not None and not specification.get("id"):
        where = member_path(member_path(path, "productSpecification"), "id")
        reading.refuse(where, _("is missing: which specification is meant?"))
    return OfferingDraft(
        **_identity(resource),
        summary=visible_lines(resource.get("description") or ""),
        is_sellable=resource.get("isSellable") is not False,
        specification_code=(specification or {}).get("id") or "",
        price_codes=tuple(codes),
        term_days=_term_days(resource),
        traits=_offering_traits(resource, path, reading),
    )


def _is_price(entry: dict[str, Any]) -> bool:
    return any(entry.get(name) is not None for name in PRICE_CONTENT)


def _price_code(resource: dict[str, Any], entry: dict[str, Any], at: int) -> str:
    own = f"{resource.get('id')}:{at}" if _is_price(entry) else ""
    return entry.get("id") or own


def _tax(
    resource: dict[str, Any], path: str, reading: Reading
) -> tuple[int | None, Money | None, str]:
    """Return the rate, the tax's own amount where told, and where that stands."""
    rates: list[int] = []
    amounts: list[Money | None] = []
    taxes = member_path(path, "tax")
    for at, item in enumerate(resource.get("tax") or ()):
        here = f"{taxes}[{at}]"
        rate = rate_at(item.get("taxRate"), member_path(here, "taxRate"), reading)
        amounts.append(money_at(item.get("taxAmount"), member_path(here, "taxAmount"), reading))
        if rate is not None:
            rates.append(rate)
    where = member_path(f"{taxes}[0]", "taxAmount")
    known = [amount for amount in amounts if amount is not None]
    if not rates:
        return None, None, where
    if len(known) != len(amounts) or len({amount.currency for amount in known}) != 1:
        return sum(rates), None, where
    return sum(rates), Money(sum(amount.minor for amount in known), known[0].currency), where


def _rhythm(resource: dict[str, Any]) -> tuple[str, str]:
    """Return how a price is charged, and how often; other rhythms stay in words."""
    word = resource.get("recurringChargePeriodType") or resource.get("recurringChargePeriod")
    told = plain(resource.get("priceType") or "")
    charge = CHARGES.get(told, "other") if told else ("recurring" if word else "other")
    # “Monthly charge” says both.
    word = word or next((name for name in ("monthly", "weekly") if told.startswith(name)), None)
    if resource.get("price") in (None, {}) and resource.get("percentage"):
        charge = "discount"
    if charge != "recurring" or not word:
        return charge, "once" if charge == "once" else ""
    length = resource.get("recurringChargePeriodLength")
    if length in (None, 1):
        return charge, PERIODS.get(plain(word), word)
    return charge, f"{length} {word}"


def _term_days(resource: dict[str, Any]) -> int | None:
    """Return the longest time it binds a buyer or applies, None when one is not understood."""
    told = [term.get("duration") for term in resource.get("productOfferingTerm") or ()]
    if resource.get("applicationDuration"):
        told.append(resource["applicationDuration"])
    longest = 0
    for duration in told:
        if not isinstance(duration, dict):
            return None
        days = days_of(duration.get("amount"), duration.get("units"))
        if days is None:
            return None
        longest = max(longest, days)
    return longest


def _offering_traits(resource: dict[str, Any], path: str, reading: Reading) -> Traits:
    traits: Traits = {}
    for entry in resource.get("category") or ():
        if kind := kind_of_product(entry.get("name") or ""):
            traits["category"] = kind
    for name in ("productOfferingCharacteristic", "prodSpecCharValueUse"):
        traits |= traits_at(resource.get(name), member_path(path, name), reading)
    return traits


def _identity(resource: dict[str, Any]) -> dict[str, Any]:
    valid = resource.get("validFor") or {}
    return {
        "code": resource["id"],
        "name": visible_text(resource["name"]),
        "lifecycle": resource.get("lifecycleStatus") or "",
        "valid_from": moment(valid.get("startDateTime")),
        "valid_to": moment(valid.get("endDateTime")),
        "body": resource,
    }
