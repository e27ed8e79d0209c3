"""Taking in the telco's catalogue: all of a file, or nothing, with every mistake named."""

import json
from pathlib import Path

import pytest
import yaml

from catalog.wholesale.models import BaseProductRow, CatalogEntry, CatalogImport
from catalog.wholesale.queries import base_product, base_products
from catalog.wholesale.tmf620 import COLLECTIONS, read_tmf620
from catalog.wholesale.usecases.import_catalog import import_catalog
from kith.money import Money
from tests.clock import NOON

ROOT = Path(__file__).resolve().parents[3]
DEMO = ROOT / "catalog" / "wholesale" / "demo"
OFFICIAL = ROOT.parent / "shared" / "tmf"
CSV = "code;name;kind;price;currency;period;tax_percent;data_mb\n"


def take_in(content, filename="export.json", dry_run=False):
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content)
    if isinstance(content, str):
        content = content.encode()
    return import_catalog(
        content=content, filename=filename, dry_run=dry_run, imported_by=None, at=NOON
    )


def everything():
    return (
        list(CatalogEntry.objects.order_by("pk").values_list("kind", "code", "version")),
        list(BaseProductRow.objects.order_by("pk").values_list("code", "version", "withdrawn_at")),
        CatalogImport.objects.count(),
    )


def official_bodies():
    """Every example body of the three resources in the official v4 and v5 files, by name."""
    v5 = yaml.load(
        (OFFICIAL / "TMF620-ProductCatalog-v5.0.0.oas.yaml").read_text(), yaml.CSafeLoader
    )
    for name, example in v5["components"]["examples"].items():
        plain = name.replace("_", "").lower()
        if plain.startswith(("productoffering", "productspecification")) and "event" not in plain:
            yield f"v5 {name}", example["value"]
    v4 = json.loads((OFFICIAL / "TMF620-ProductCatalog-v4.1.0.swagger.json").read_text())
    for kind in COLLECTIONS.values():
        for form in (kind, f"{kind}_Create", f"{kind}_Update"):
            yield f"v4 {form}", v4_example(v4["definitions"], form)


def v4_example(definitions, name, depth=0):
    """The body that the examples written on the members of a v4 definition make together."""
    body = {}
    for member, shape in definitions[name].get("properties", {}).items():
        if "example" in shape:
            body[member] = shape["example"]
        elif "$ref" in shape and depth < 3:
            inner = v4_example(definitions, shape["$ref"].rsplit("/", 1)[-1], depth + 1)
            if inner:
                body[member] = inner
    return body


OFFICIAL_BODIES = dict(official_bodies())


def test_there_are_official_bodies_of_both_versions():
    assert sum(name.startswith("v5") for name in OFFICIAL_BODIES) >= 30
    assert sum(name.startswith("v4") for name in OFFICIAL_BODIES) == 9


@pytest.mark.parametrize("name", OFFICIAL_BODIES)
def test_an_official_body_goes_in_or_is_refused_by_path(public, name):
    report = take_in(OFFICIAL_BODIES[name])

    if report.refused:
        assert all(refusal.path.startswith("$") and refusal.reason for refusal in report.refused)
        assert everything() == ([], [], 0)
        assert not name.endswith(("Create_example_request", "Create_example_response"))
    else:
        assert report.created
        again = take_in(OFFICIAL_BODIES[name])
        assert (again.created, again.changed) == ([], [])


def test_the_demo_catalogue_makes_fourteen_base_products(public):
    for file in ("northline-catalog.json", "northline-addons.csv"):
        assert take_in((DEMO / file).read_bytes(), file).refused == []

    assert len(base_products(seller_kind="reseller")) == 14
    product = base_product(code="nl-monthly-10", seller_kind="operator")
    assert (product.retail, product.wholesale) == (Money(1200, "EUR"), Money(645, "EUR"))
    assert (product.floor, product.ceiling) == (Money(780, "EUR"), Money(1560, "EUR"))
    assert product.allowances["minutes"] is None


def test_importing_twice_changes_nothing(public):
    content = (DEMO / "northline-catalog.json").read_bytes()
    take_in(content)
    before = everything()

    again = take_in(content)

    assert (again.created, again.changed, again.differences) == ([], [], [])
    assert everything() == before


def test_a_dry_run_shows_the_difference_and_changes_nothing(public):
    report = take_in((DEMO / "northline-catalog.json").read_bytes(), dry_run=True)

    assert len(report.differences) == 12
    assert everything() == ([], [], 0)


def test_a_new_price_makes_a_new_version_and_keeps_the_old(public):
    take_in(CSV + "p;Plan;monthly;10.00;EUR;month;21;1024\n", "list.csv")
    report = take_in(CSV + "p;Plan;monthly;11.00;EUR;month;21;1024\n", "list.csv")

    assert report.differences == [("p", "retail_minor", "1000", "1100")]
    rows = BaseProductRow.objects.order_by("version").values_list("version", "retail_minor")
    assert list(rows) == [(1, 1000), (2, 1100)]
    assert base_product(code="p", seller_kind="home").retail == Money(1100, "EUR")


def test_a_retired_offering_is_kept_but_no_longer_sold(public):
    content = json.loads((DEMO / "northline-catalog.json").read_text())
    take_in(content)
    content["productOffering"][0]["lifecycleStatus"] = "Retired"

    take_in(content)

    assert len(base_products(seller_kind="home")) == 11


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"@type": "ProductOffering"}, "$.name"),
        ({"@type": "ProductOfferingPrice", "name": "p", "price": {"unit": "EUR"}}, "$.price.value"),
        ([{"@type": "ProductOffering", "name": "a", "isSellable": "yes"}], "$[0].isSellable"),
        (
            {"productOfferingPrice": [{"name": "p", "price": {"unit": "euro", "value": 1}}]},
            "$.productOfferingPrice[0].price.unit",
        ),
        ([{"op": "add", "path": "/place", "value": 1}], "$[0].op"),
        ({"name": "what am I"}, "$.@type"),
        ([], "$"),
        ("{", "$"),
        (b"\xff\xfe", "$"),
        (
            [{"@type": "ProductOffering", "id": "1", "name": "a"}] * 2,
            "$[1].id",
        ),
    ],
)
def test_a_wrong_export_is_refused_by_path(public, body, path):
    report = take_in(body)

    assert [refusal.path for refusal in report.refused] == [path]
    assert everything() == ([], [], 0)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("b;B;monthly;twelve;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;12,50;EUR;month;21;1", "line 3, price"),
        ("b;B;lifelong;12.50;EUR;month;21;1", "line 3, kind"),
        ("b;B;monthly;12.50;euro;month;21;1", "line 3, currency"),
        ("b;B;monthly;12.50;EUR;year;21;1", "line 3, period"),
        (";B;monthly;12.50;EUR;month;21;1", "line 3, code"),
        ("b;B;monthly;12.50;EUR;month;21;lots", "line 3, data_mb"),
        ("b;B;monthly", "line 3"),
        ("a;B;monthly;12.50;EUR;month;21;1", "line 3, code"),
    ],
)
def test_one_bad_row_refuses_the_whole_list(public, row, where):
    report = take_in(CSV + "a;A;monthly;10.00;EUR;month;21;1024\n" + row + "\n", "list.csv")

    assert [refusal.path for refusal in report.refused] == [where]
    assert everything() == ([], [], 0)


def test_a_price_finer_than_a_cent_is_refused(public):
    report = take_in(CSV + "a;A;monthly;10.005;EUR;month;21;1024\n", "list.csv")

    assert [refusal.path for refusal in report.refused] == ["price a-price"]
    assert everything() == ([], [], 0)


def test_a_price_is_never_read_as_a_float():
    body = b'{"@type": "ProductOfferingPrice", "name": "p", "price": {"unit": "EUR", "value": 0.1}}'
    entries, _ = read_tmf620(body)

    assert entries[0].body["price"]["value"] == "0.1"
