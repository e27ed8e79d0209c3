"""What a TMF620 resource must look like for Kith to take it in (v4 and v5 share it)."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

TEXT = {"type": "string"}
NAMED = {"type": "object", "properties": {"id": TEXT, "name": TEXT, "href": TEXT}}
PERIOD = {
    "type": "object",
    "properties": {
        "startDateTime": {"type": "string", "format": "date-time"},
        "endDateTime": {"type": "string", "format": "date-time"},
    },
}
MONEY = {
    "type": "object",
    "properties": {
        "unit": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "value": {"type": "number", "minimum": 0},
    },
    "required": ["unit", "value"],
}
CHARACTERISTIC = {
    "type": "object",
    "properties": {
        "id": TEXT,
        "name": TEXT,
        "valueType": TEXT,
        "productSpecCharacteristicValue": {"type": "array", "items": {"type": "object"}},
    },
}
COMMON = {
    "id": TEXT,
    "href": TEXT,
    "name": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": TEXT,
    "version": TEXT,
    "lifecycleStatus": TEXT,
    "lastUpdate": {"type": "string", "format": "date-time"},
    "validFor": PERIOD,
    "isBundle": {"type": "boolean"},
}
SHAPES: dict[str, dict[str, Any]] = {
    "ProductSpecification": {
        "type": "object",
        "required": ["name"],
        "properties": COMMON
        | {
            "brand": TEXT,
            "productNumber": TEXT,
            "productSpecCharacteristic": {"type": "array", "items": CHARACTERISTIC},
        },
    },
    "ProductOffering": {
        "type": "object",
        "required": ["name"],
        "properties": COMMON
        | {
            "isSellable": {"type": "boolean"},
            "productSpecification": NAMED,
            "productOfferingPrice": {"type": "array", "items": NAMED},
            "prodSpecCharValueUse": {"type": "array", "items": CHARACTERISTIC},
            "category": {"type": "array", "items": NAMED},
        },
    },
    "ProductOfferingPrice": {
        "type": "object",
        "required": ["name"],
        "properties": COMMON
        | {
            "priceType": TEXT,
            "recurringChargePeriodType": TEXT,
            "recurringChargePeriodLength": {"type": "integer", "minimum": 0},
            "price": MONEY,
            "percentage": {"type": "number"},
            "tax": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "taxRate": {"type": "number", "minimum": 0, "maximum": 100},
                        "taxCategory": TEXT,
                    },
                },
            },
        },
    },
}
# What only one of the three has: how a resource without @type is told apart.
TELLTALES = {
    "ProductOfferingPrice": {"priceType", "price", "recurringChargePeriodType", "unitOfMeasure"},
    "ProductOffering": {
        "isSellable",
        "productSpecification",
        "productOfferingPrice",
        "channel",
        "marketSegment",
        "productOfferingTerm",
    },
    "ProductSpecification": {
        "productSpecCharacteristic",
        "productNumber",
        "brand",
        "resourceSpecification",
        "serviceSpecification",
    },
}
VALIDATORS = {
    kind: Draft202012Validator(shape, format_checker=FormatChecker())
    for kind, shape in SHAPES.items()
}
