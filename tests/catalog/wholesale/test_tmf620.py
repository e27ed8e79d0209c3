"""What an export may look like, and what each wrong member is answered."""

import pytest

from catalog.wholesale.models import BaseProductRow, CatalogEntry
from catalog.wholesale.queries import base_product
from kith.money import Money
from tests.catalog.wholesale.taking_in import NOTHING, an_export, everything, take_in
from tests.clock import NOON

PRICE = {"@type": "ProductOfferingPrice", "id": "p", "name": "P"}
EURO = {"unit": "EUR", "value": 1}
CENTS = {"unit": "EUR", "value": 1.001}
OFFERING = {"@type": "ProductOffering", "id": "o", "name": "O"}


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (OFFERING | {"name": ""}, "$.name"),
        (OFFERING | {"name": "\u202e\u200b"}, "$.name"),
        (OFFERING | {"id": "o\u200b"}, "$.id"),
        (PRICE | {"price": {"unit": "EUR"}}, "$.price.value"),
        (PRICE | {"price": {"value": 1}}, "$.price.unit"),
        (PRICE | {"price": {"unit": "euro", "value": 1}}, "$.price.unit"),
        (PRICE | {"price": {"unit": "EUR", "value": "12.00"}}, "$.price.value"),
        (PRICE | {"price": {"unit": "EUR", "value": True}}, "$.price.value"),
        (PRICE | {"price": {"unit": "EUR", "value": -1}}, "$.price.value"),
        (PRICE | {"price": {"unit": "EUR", "value": 10.005}}, "$.price.value"),
        (PRICE | {"price": {"unit": "JPY", "value": 10.5}}, "$.price.unit"),
        (PRICE | {"price": {"unit": "EUR", "value": 10**15}}, "$.price.value"),
        (PRICE | {"price": [12]}, "$.price"),
        (PRICE | {"tax": [{"taxRate": 21.005}]}, "$.tax[0].taxRate"),
        (PRICE | {"tax": [{"taxRate": 121}]}, "$.tax[0].taxRate"),
        (PRICE | {"tax": [None]}, "$.tax[0]"),
        (
            PRICE
            | {
                "price": {"unit": "EUR", "value": 50},
                "tax": [{"taxRate": 20, "taxAmount": {"unit": "EUR", "value": 9}}],
            },
            "$.tax[0].taxAmount",
        ),
        (PRICE | {"recurringChargePeriodLength": 1.5}, "$.recurringChargePeriodLength"),
        (PRICE | {"validFor": {"startDateTime": "tomorrow"}}, "$.validFor.startDateTime"),
        (
            PRICE
            | {
                "validFor": {
                    "startDateTime": "2026-03-02T00:00:00Z",
                    "endDateTime": "2026-03-01T00:00:00Z",
                }
            },
            "$.validFor.endDateTime",
        ),
        (OFFERING | {"isSellable": "yes"}, "$.isSellable"),
        (OFFERING | {"id": "o" * 201}, "$.id"),
        (OFFERING | {"name": "a\u0000b"}, "$.name"),
        (OFFERING | {"category": {"name": "data"}}, "$.category"),
        (OFFERING | {"productSpecification": {"name": "S"}}, "$.productSpecification.id"),
        (OFFERING | {"productOfferingPrice": [{"name": "P"}]}, "$.productOfferingPrice[0].id"),
        (
            OFFERING | {"productOfferingPrice": [{"price": {"dutyFreeAmount": EURO}}]},
            "$.productOfferingPrice[0].price.taxRate",
        ),
        (
            OFFERING | {"productOfferingPrice": [{"price": {"taxIncludedAmount": CENTS}}]},
            "$.productOfferingPrice[0].price.taxIncludedAmount.value",
        ),
        (
            {"productOfferingPrice": [PRICE | {"price": {"unit": "EUR"}}]},
            "$.productOfferingPrice[0].price.value",
        ),
        ({"productOffering": [PRICE]}, "$.productOffering[0].@type"),
        ({"productOffering": {}}, "$.productOffering"),
        ({"productOffering": [], "tariff": []}, "$.tariff"),
        ([{"op": "add", "path": "/place", "value": 1}], "$[0].op"),
        ({"@type": "Category", "id": "1", "name": "C"}, "$.@type"),
        ({"name": "what am I"}, "$.@type"),
        ({"id": "1", "href": "https://x/v3/productOffering/1", "name": "O"}, "$.href"),
        ([OFFERING, OFFERING | {"description": "other"}], "$[1].id"),
        ([OFFERING, 7], "$[1]"),
        ([], "$"),
        ("{", "line 1, column 2"),
        ('{"id": NaN}', "$"),
        ('{"id": "1", "@type": "ProductOffering", "name": "a", "name": "b"}', "$.name"),
        ("[" * 100_000, "$"),
        (b"\xff\xfe{", "line 1"),
        (b"  ", "export.json"),
    ],
)  # fmt: skip
def test_a_wrong_export_is_refused_by_path(public, body, path):
    report = take_in(body)

    assert [refusal.path for refusal in report.refused] == [path]
    assert report.refused[0].reason
    assert everything() == NOTHING


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (10.005, "finer than Euro is: 2 digits after the point"),
        ("12.00", "is the text “12.00”, where a number belongs"),
    ],
)
def test_a_refusal_says_why(public, value, reason):
    report = take_in(PRICE | {"price": {"unit": "EUR", "value": value}})

    assert reason in report.refused[0].reason


def test_what_version_5_always_names_is_remarked_when_it_is_not_there(public):
    v5 = {"id": "o", "href": "https://x/tmf-api/c/v5/productOffering/o", "name": "O"}

    report = take_in(v5)

    assert report.refused == []
    assert [remark.path for remark in report.remarks] == [
        "$.lastUpdate",
        "$.lifecycleStatus",
        "$.@type",
    ]
    assert take_in(v5 | {"href": "https://x/tmf-api/c/v4/productOffering/o"}).remarks == []


@pytest.mark.parametrize(
    ("price", "tax", "retail"),
    [
        # The tax's own amount tells that it comes on top, or that it is inside.
        (50, {"taxRate": 20, "taxAmount": {"unit": "EUR", "value": 10}}, 6000),
        (60, {"taxRate": 20, "taxAmount": {"unit": "EUR", "value": 10}}, 6000),
        (12.1, {"taxRate": 21}, 1210),
    ],
)
def test_the_total_price_is_read_with_its_tax(public, price, tax, retail):
    export = an_export(price={"unit": "EUR", "value": price})
    export["productOfferingPrice"][0]["tax"] = [tax]
    take_in(export)

    assert base_product(code="o", seller_kind="home", at=NOON).retail == Money(retail, "EUR")


@pytest.mark.parametrize(
    ("price", "retail"),
    [
        ({"taxIncludedAmount": {"unit": "EUR", "value": 12.1}, "taxRate": 21}, 1210),
        ({"dutyFreeAmount": {"unit": "EUR", "value": 10}, "taxRate": 21}, 1210),
        (
            {
                "dutyFreeAmount": {"unit": "EUR", "value": 10},
                "taxIncludedAmount": {"unit": "EUR", "value": 12.1},
                "taxRate": 21,
            },
            1210,
        ),
    ],
)
def test_a_price_inside_a_version_4_offering_is_read(public, price, retail):
    inside = {"name": "Monthly", "priceType": "recurring", "recurringChargePeriod": "month"}
    report = take_in(
        OFFERING
        | {"lifecycleStatus": "Active", "productOfferingPrice": [inside | {"price": price}]}
    )

    assert report.created == ["ProductOffering o", "ProductOfferingPrice o:0"]
    product = base_product(code="o", seller_kind="home", at=NOON)
    assert (product.retail, product.tax_basis_points, product.period) == (
        Money(retail, "EUR"),
        2100,
        "month",
    )


@pytest.mark.parametrize(
    ("name", "value", "trait", "read"),
    [
        ("dataAllowance", {"value": 10, "unitOfMeasure": "GB"}, "data_mb", 10240),
        ("Data Allowance", {"value": "1.5", "unitOfMeasure": "GB"}, "data_mb", 1536),
        ("dataAllowance", {"value": "Unlimited"}, "data_mb", None),
        ("voiceMinutes", {"value": "100"}, "minutes", 100),
        ("lines", {"value": 4}, "lines", 4),
        ("roamingData", {"value": {"amount": 2, "units": "GB"}}, "roaming_mb", 2048),
    ],
)
def test_allowances_are_read_from_characteristics(public, name, value, trait, read):
    take_in(an_export(characteristics=[(name, value)]))

    assert base_product(code="o", seller_kind="home", at=NOON).allowances == {trait: read}


@pytest.mark.parametrize("value", ["lots", 10.5, -1, True])
def test_an_allowance_that_is_no_number_is_refused_and_never_taken_for_unlimited(public, value):
    report = take_in(an_export(characteristics=[("minutes", {"value": value})]))

    assert [refusal.path for refusal in report.refused] == [
        "$.productSpecification[0].productSpecCharacteristic[0].productSpecCharacteristicValue[0].value"
    ]
    assert everything() == NOTHING


@pytest.mark.parametrize(
    ("characteristics", "offering", "kind"),
    [
        ([("planKind", {"value": "prepaid"})], {}, "prepaid"),
        ([("planKind", {"value": "prepaid"})], {"category": [{"name": "Data"}]}, "prepaid"),
        ([], {"category": [{"name": "Family"}]}, "family"),
        ([("lines", {"value": 2})], {}, "family"),
        ([("data", {"value": 5, "unitOfMeasure": "GB"})], {}, "data"),
        ([], {}, "monthly"),
    ],
)
def test_the_kind_of_a_product_is_told_or_inferred(public, characteristics, offering, kind):
    take_in(an_export(characteristics=characteristics, offering=offering))

    assert base_product(code="o", seller_kind="home", at=NOON).kind == kind


def test_members_that_nobody_named_are_kept(public):
    take_in(OFFERING | {"x-region": {"code": "north"}})

    assert CatalogEntry.objects.get(code="o").body["x-region"] == {"code": "north"}


def test_a_name_is_taken_in_as_it_is_seen(public):
    body = an_export()
    for offering in body["productOffering"]:
        offering["name"] = f"\u202e{offering['name']}\u2069"
    take_in(body)

    (product,) = BaseProductRow.objects.current()
    assert not any(letter in product.name for letter in "\u202e\u2069")
