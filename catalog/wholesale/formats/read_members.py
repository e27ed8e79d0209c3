"""The members an import reads: these alone can refuse a file, in either version."""

from __future__ import annotations

from typing import Any

from catalog.wholesale.formats.shapes import (
    ANY,
    BOOLEAN,
    INTEGER,
    MONEY,
    NUMBER,
    TAX,
    TEXT,
    VALID_FOR,
    Shape,
)

REQUIRED = ("id", "name")
_EVERY: dict[str, Any] = {
    "id": TEXT,
    "name": TEXT,
    "lifecycleStatus": TEXT,
    "validFor": VALID_FOR,
}
# Which of them says how much a product holds is seen when it is read; the others say nothing here.
_CHARACTERISTICS: Shape = [{}]
# A term that is not understood keeps its product from being sold, and refuses no file.
_TERMS: Shape = [{}]
_PRICE: dict[str, Any] = {
    **_EVERY,
    "priceType": TEXT,
    "price": {
        "unit": TEXT,
        "value": NUMBER,
        "taxRate": NUMBER,
        "dutyFreeAmount": MONEY,
        "taxIncludedAmount": MONEY,
    },
    "percentage": NUMBER,
    "recurringChargePeriod": TEXT,
    "recurringChargePeriodType": TEXT,
    "recurringChargePeriodLength": INTEGER,
    "tax": [TAX],
    "productOfferingTerm": _TERMS,
    "applicationDuration": ANY,
}
READ: dict[str, Shape] = {
    "productSpecification": {**_EVERY, "productSpecCharacteristic": _CHARACTERISTICS},
    "productOfferingPrice": _PRICE,
    "productOffering": {
        **_EVERY,
        "description": TEXT,
        "isSellable": BOOLEAN,
        "category": [{"name": TEXT}],
        "productSpecification": {"id": TEXT},
        "productOfferingPrice": [_PRICE],
        "productOfferingTerm": _TERMS,
        "productOfferingCharacteristic": _CHARACTERISTICS,
        "prodSpecCharValueUse": _CHARACTERISTICS,
    },
}
