"""TMF620 version 5: its members; a price inside an offering has the form of one by itself."""

from __future__ import annotations

from typing import Any

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

_ALWAYS = ("id", "name", "lastUpdate", "lifecycleStatus", "@type")
REQUIRED = {
    "productSpecification": _ALWAYS,
    "productOffering": _ALWAYS,
    "productOfferingPrice": (*_ALWAYS, "priceType"),
}
# What only this version has.
TELLING = {
    "policy",
    "productOfferingCharacteristic",
    "allowedAction",
    "externalIdentifier",
    "bundledGroupProductOffering",
    "intentSpecification",
}

_RELATED: Shape = {
    "name": TEXT,
    "relationshipType": TEXT,
    "characteristicSpecificationId": TEXT,
    "parentSpecificationId": TEXT,
    "parentSpecificationHref": TEXT,
    "validFor": VALID_FOR,
}
CHARACTERISTIC: Shape = {
    "id": TEXT,
    "name": TEXT,
    "valueType": TEXT,
    "description": TEXT,
    "configurable": BOOLEAN,
    "extensible": BOOLEAN,
    "isUnique": BOOLEAN,
    "minCardinality": INTEGER,
    "maxCardinality": INTEGER,
    "regex": TEXT,
    "@valueSchemaLocation": TEXT,
    "validFor": VALID_FOR,
    "charSpecRelationship": [_RELATED],
    # The name of version 4, which the official examples of version 5 still use in places.
    "productSpecCharRelationship": [_RELATED],
    "characteristicValueSpecification": [CHARACTERISTIC_VALUE],
}
PRICE_MEMBERS: dict[str, Any] = {
    **COMMON,
    "priceType": TEXT,
    "isBundle": BOOLEAN,
    "price": MONEY,
    "percentage": NUMBER,
    "priority": INTEGER,
    "recurringChargePeriodType": TEXT,
    "recurringChargePeriodLength": INTEGER,
    "applicationDuration": DURATION,
    "unitOfMeasure": QUANTITY,
    "bundledPopRelationship": [RELATION],
    "popRelationship": [RELATION],
    "prodSpecCharValueUse": [VALUE_USE],
    "productOfferingTerm": [TERM],
    "place": [REF],
    "policy": [REF],
    "pricingLogicAlgorithm": [{**REF, "validFor": VALID_FOR}],
    "tax": [TAX],
    "externalIdentifier": [{"id": TEXT, "owner": TEXT, "externalIdentifierType": TEXT}],
}
EMBEDDED_PRICE: Shape = {**PRICE_MEMBERS, "@referredType": TEXT}
SHAPES: dict[str, Shape] = {
    "productSpecification": {
        **COMMON,
        "brand": TEXT,
        "productNumber": TEXT,
        "isBundle": BOOLEAN,
        "category": [REF],
        "attachment": [ATTACHMENT],
        "relatedParty": [{"role": TEXT, "partyOrPartyRole": REF}],
        "productSpecCharacteristic": [CHARACTERISTIC],
        "bundledProductSpecification": [{**REF, "lifecycleStatus": TEXT}],
        "productSpecificationRelationship": [RELATION],
        "serviceSpecification": [REF],
        "resourceSpecification": [REF],
        "intentSpecification": REF,
        "policy": [REF],
        "targetProductSchema": {"@type": TEXT, "@schemaLocation": TEXT},
        "externalIdentifier": [{"id": TEXT, "owner": TEXT, "externalIdentifierType": TEXT}],
    },
    "productOffering": {
        **COMMON,
        "isBundle": BOOLEAN,
        "isSellable": BOOLEAN,
        "statusReason": TEXT,
        "agreement": [REF],
        "allowedAction": [{"action": TEXT, "channel": [REF], "validFor": VALID_FOR}],
        "attachment": [ATTACHMENT],
        "bundledProductOffering": [{**REF, "lifecycleStatus": TEXT}],
        "bundledGroupProductOffering": [{"id": TEXT, "name": TEXT}],
        "category": [REF],
        "channel": [REF],
        "marketSegment": [REF],
        "place": [REF],
        "policy": [REF],
        "prodSpecCharValueUse": [VALUE_USE],
        "productOfferingCharacteristic": [CHARACTERISTIC],
        "productOfferingPrice": [EMBEDDED_PRICE],
        "productOfferingRelationship": [RELATION],
        "productOfferingTerm": [TERM],
        "productSpecification": REF,
        "resourceCandidate": REF,
        "serviceCandidate": REF,
        "serviceLevelAgreement": REF,
        "externalIdentifier": [{"id": TEXT, "owner": TEXT, "externalIdentifierType": TEXT}],
    },
    "productOfferingPrice": PRICE_MEMBERS,
}
