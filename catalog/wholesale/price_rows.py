"""What the rows of a price list make of the catalogue: resources like those of an export."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.catalogue import Catalogue
from catalog.wholesale.formats.drafts import (
    Draft,
    OfferingDraft,
    PriceDraft,
    PriceListRow,
    Reading,
    line_path,
)
from catalog.wholesale.formats.tmf620_drafts import draft_of

# Our word for each trait as it is written into a resource.
NAMES = {
    "kind": "planKind",
    "data_mb": "dataAllowance",
    "minutes": "minutes",
    "texts": "texts",
    "roaming_mb": "roamingData",
    "lines": "lines",
}
UNITS = {"data_mb": "MB", "roaming_mb": "MB"}
RHYTHM = ("recurringChargePeriodType", "recurringChargePeriodLength")


def drafts_of_rows(catalogue: Catalogue, reading: Reading) -> list[Draft]:
    """Return a draft of each resource that the rows touch; what they keep comes back as it was."""
    drafts: list[Draft] = []
    for row in reading.rows:
        offering = catalogue.offerings.get(row.code)
        if offering is None and row.name is None:
            reading.refuse(
                line_path(row.line, "name"),
                _("is empty, and “%(code)s” is new to the catalogue") % {"code": row.code},
            )
            continue
        charged = catalogue.charges_of(offering) if offering else []
        if len(charged) > 1:
            codes = ", ".join(price.code for price in charged)
            reading.refuse(
                line_path(row.line, "price"),
                _("“%(code)s” has more than one price (%(codes)s); import them as TMF620")
                % {"code": row.code, "codes": codes},
            )
            continue
        price = _price_body(row, charged[0] if charged else None)
        whole = _offering_body(row, offering, catalogue, price["id"])
        # Most of both bodies stands in the catalogue already.
        kept = Reading(is_kept=True)
        for kind, body in (("productOfferingPrice", price), ("productOffering", whole)):
            draft = draft_of(kind, body, line_path(row.line), kept)
            if draft is not None:
                drafts.append(draft)
        reading.refused += kept.refused
    return drafts


def _price_body(row: PriceListRow, price: PriceDraft | None) -> dict[str, Any]:
    if price is not None and (price.amount, price.tax_basis_points, price.period) == (
        row.price,
        row.tax_basis_points,
        row.period,
    ):
        return price.body
    body: dict[str, Any] = dict(price.body) if price else {"id": f"{row.code}-price"}
    for name in (*RHYTHM, "recurringChargePeriod"):
        body.pop(name, None)
    body |= {
        "name": body.get("name") or row.name or row.code,
        "lifecycleStatus": body.get("lifecycleStatus") or "Active",
        "priceType": "oneTime" if row.period == "once" else "recurring",
        "price": {"unit": row.price.currency, "value": row.price.to_decimal()},
        "tax": [{"taxCategory": "VAT", "taxRate": row.tax_percent}],
    }
    if row.period != "once":
        body |= dict(zip(RHYTHM, (row.period, 1), strict=True))
    return body


def _offering_body(
    row: PriceListRow, offering: OfferingDraft | None, catalogue: Catalogue, price_code: str
) -> dict[str, Any]:
    if offering is None:
        offering = OfferingDraft(
            row.code, "", body={"id": row.code, "lifecycleStatus": "Active", "isSellable": True}
        )
    body = dict(offering.body)
    for name, value in (
        ("name", row.name),
        ("description", row.summary),
        ("lifecycleStatus", row.lifecycle),
    ):
        if value is not None:
            body[name] = value
    if price_code not in offering.price_codes:
        body["productOfferingPrice"] = [*body.get("productOfferingPrice", ()), {"id": price_code}]
    known = catalogue.traits_of(offering)
    news = {
        name: value
        for name, value in row.traits.items()
        if name not in known or known[name] != value
    }
    if news:
        written = {NAMES[name] for name in news}
        kept = [
            use for use in body.get("prodSpecCharValueUse", ()) if use.get("name") not in written
        ]
        body["prodSpecCharValueUse"] = kept + [_value_use(name, news[name]) for name in news]
    return body


def _value_use(name: str, value: Any) -> dict[str, Any]:
    told = {"value": "unlimited" if value is None else value}
    if name in UNITS and value is not None:
        told["unitOfMeasure"] = UNITS[name]
    return {"name": NAMES[name], "productSpecCharacteristicValue": [told]}
