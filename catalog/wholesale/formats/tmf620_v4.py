"""TMF620 version 4: its members, and the price that stands inside an offering."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.formats.amounts import money_at
from catalog.wholesale.formats.drafts import Reading
from catalog.wholesale.formats.exact_json import member_path
from catalog.wholesale.formats.shapes import (
    ATTACHMENT,
    BOOLEAN,
    CHARACTERISTIC_VALUE,
    COMMON,
    DURATION,
    INTEGER,
    MONEY,
    NUMBER,
    QUANTITY,
    REF,
    RELATION,
    TAX,
    TERM,
    TEXT,
    VALID_FOR,
    VALUE_USE,
    Shape,
)
from kith.money import Money

REQUIRED = {
    "productSpecification": ("id", "name"),
    "productOffering": ("id", "name"),
    "productOfferingPrice": ("id", "name"),
}
# What only this version has.
TELLING = {"constraint", "priceAlteration", "recurringChargePeriod"}

CHARACTERISTIC: Shape = {
    "id": TEXT,
    "name": TEXT,
    "description": TEXT,
    "valueType": TEXT,
    "configurable": BOOLEAN,
    "extensible": BOOLEAN,
    "isUnique": BOOLEAN,
    "minCardinality": INTEGER,
    "maxCardinality": INTEGER,
    "regex": TEXT,
    "validFor": VALID_FOR,
    "productSpecCharRelationship": [{"name": TEXT, "validFor": VALID_FOR}],
    "productSpecCharacteristicValue": [CHARACTERISTIC_VALUE],
}
PRICE_VALUE: Shape = {
    "unit": TEXT,
    "value": NUMBER,
    "percentage": NUMBER,
    "taxCategory": TEXT,
    "taxRate": NUMBER,
    "dutyFreeAmount": MONEY,
    "taxIncludedAmount": MONEY,
}
PRICE_MEMBERS: dict[str, Any] = {
    **COMMON,
    "isBundle": BOOLEAN,
    "percentage": NUMBER,
    "priceType": TEXT,
    "recurringChargePeriodType": TEXT,
    "recurringChargePeriodLength": INTEGER,
    "unitOfMeasure": QUANTITY,
    "bundledPopRelationship": [RELATION],
    "popRelationship": [RELATION],
    "constraint": [REF],
    "place": [REF],
    "pricingLogicAlgorithm": [{**REF, "validFor": VALID_FOR}],
    "prodSpecCharValueUse": [VALUE_USE],
    "productOfferingTerm": [TERM],
    "tax": [TAX],
}
EMBEDDED_PRICE: Shape = {
    **PRICE_MEMBERS,
    "price": PRICE_VALUE,
    "recurringChargePeriod": TEXT,
    "priceAlteration": [
        {
            **REF,
            "priceType": TEXT,
            "priority": INTEGER,
            "recurringChargePeriod": TEXT,
            "applicationDuration": DURATION,
            "price": PRICE_VALUE,
            "validFor": VALID_FOR,
        }
    ],
}
SHAPES: dict[str, Shape] = {
    "productSpecification": {
        **COMMON,
        "brand": TEXT,
        "productNumber": TEXT,
        "isBundle": BOOLEAN,
        "attachment": [ATTACHMENT],
        "bundledProductSpecification": [{**REF, "lifecycleStatus": TEXT}],
        "productSpecCharacteristic": [CHARACTERISTIC],
        "productSpecificationRelationship": [RELATION],
        "relatedParty": [{**REF, "role": TEXT}],
        "resourceSpecification": [REF],
        "serviceSpecification": [REF],
        "targetProductSchema": {"@type": TEXT, "@schemaLocation": TEXT},
    },
    "productOffering": {
        **COMMON,
        "isBundle": BOOLEAN,
        "isSellable": BOOLEAN,
        "statusReason": TEXT,
        "agreement": [REF],
        "attachment": [ATTACHMENT],
        "bundledProductOffering": [{**REF, "lifecycleStatus": TEXT}],
        "category": [REF],
        "channel": [REF],
        "marketSegment": [REF],
        "place": [REF],
        "prodSpecCharValueUse": [VALUE_USE],
        "productOfferingPrice": [EMBEDDED_PRICE],
        "productOfferingRelationship": [RELATION],
        "productOfferingTerm": [TERM],
        "productSpecification": REF,
        "resourceCandidate": REF,
        "serviceCandidate": REF,
        "serviceLevelAgreement": REF,
    },
    "productOfferingPrice": {**PRICE_MEMBERS, "price": MONEY},
}


def embedded_amount(
    price: dict[str, Any], rate: int | None, path: str, reading: Reading
) -> Money | None:
    """
    Return the total of a price that names amounts with and without tax.

    It names one or both; without a tax rate the amount before tax says nothing about what a buyer
    pays, and is refused.
    """
    total_path, net_path = (
        member_path(path, "taxIncludedAmount"),
        member_path(path, "dutyFreeAmount"),
    )
    total = money_at(price.get("taxIncludedAmount"), total_path, reading)
    net = money_at(price.get("dutyFreeAmount"), net_path, reading)
    if net is None or rate is None:
        if net is not None and total is None:
            reading.refuse(
                member_path(path, "taxRate"), _("is missing: the total cannot be told without it")
            )
        return total
    if total is None:
        return net.with_tax(rate)
    if total.currency != net.currency:
        reading.refuse(
            member_path(net_path, "unit"),
            _("is %(currency)s, not %(currency2)s")
            % {"currency": net.currency, "currency2": total.currency},
        )
    elif abs(total.minor - net.minor - total.tax_inside(rate).minor) > 1:
        reading.refuse(
            total_path,
            _("%(total)s is not %(net)s and %(number)s %% tax")
            % {"total": total, "net": net, "number": Decimal(rate) / 100},
        )
    return total
