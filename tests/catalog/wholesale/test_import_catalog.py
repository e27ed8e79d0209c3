"""Taking in the telco's catalogue: all of a file, or nothing, with every mistake named."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from catalog.wholesale.differences import Difference
from catalog.wholesale.models import BaseProductRow, CatalogEntry, CatalogImport
from catalog.wholesale.queries import NoSuchProduct, base_product, base_products
from kith.audit.models import AuditEntry
from kith.money import Money
from tests.catalog.wholesale.taking_in import NOTHING, an_export, everything, take_in
from tests.clock import NOON

DEMO = Path(__file__).resolve().parents[3] / "platform" / "outside" / "demo" / "catalogue"
LATER = NOON.replace(hour=13)


def test_the_demo_catalogue_makes_fourteen_base_products(public):
    for file in ("northline-catalog.json", "northline-addons.csv"):
        assert take_in((DEMO / file).read_bytes(), file).refused == []

    assert len(base_products(seller_kind="reseller", at=NOON)) == 14
    product = base_product(code="nl-monthly-10", seller_kind="operator", at=NOON)
    assert (product.retail, product.wholesale) == (Money(1200, "EUR"), Money(645, "EUR"))
    assert (product.floor, product.ceiling) == (Money(805, "EUR"), Money(1560, "EUR"))
    assert product.allowances["minutes"] is None


def test_the_price_list_of_the_same_prices_changes_nothing(public):
    for file in ("northline-catalog.json", "northline-addons.csv"):
        take_in((DEMO / file).read_bytes(), file)
    before = everything()

    report = take_in((DEMO / "northline-prices.csv").read_bytes(), "northline-prices.csv")

    assert (report.refused, report.created, report.changed, report.differences) == ([], [], [], [])
    assert everything() == before


def test_importing_twice_changes_nothing(public):
    content = (DEMO / "northline-catalog.json").read_bytes()
    take_in(content)
    before = everything()

    again = take_in(content, at=LATER)

    assert (again.created, again.changed, again.differences) == ([], [], [])
    assert again.unchanged == len(before[0])
    assert everything() == before


def test_a_dry_run_shows_the_same_difference_and_writes_nothing(public):
    shown = take_in((DEMO / "northline-catalog.json").read_bytes(), dry_run=True)

    assert everything() == NOTHING
    done = take_in((DEMO / "northline-catalog.json").read_bytes())
    assert (shown.differences, shown.created) == (done.differences, done.created)
    assert len(shown.differences) == 12


def test_a_changed_price_is_a_new_version_beside_the_old(public):
    take_in(an_export())

    report = take_in(an_export(price={"unit": "EUR", "value": 13.5}), at=LATER)

    assert report.changed == ["ProductOfferingPrice p"]
    assert report.differences == [Difference("o", "retail", Money(1200, "EUR"), Money(1350, "EUR"))]
    rows = BaseProductRow.objects.order_by("version")
    assert list(rows.values_list("version", "retail_minor", "superseded_at")) == [
        (1, 1200, LATER),
        (2, 1350, None),
    ]
    prices = CatalogEntry.objects.filter(code="p").order_by("version")
    assert [row.body["price"]["value"] for row in prices] == [12, Decimal("13.5")]


def test_an_import_is_noted_once_with_who_did_it(public):
    take_in(an_export())
    take_in(an_export())

    done = CatalogImport.objects.get()
    assert (done.filename, done.created_count, done.changed_count) == ("export.json", 3, 0)
    assert AuditEntry.objects.filter(action="catalog.imported").count() == 1


def test_numbers_come_out_as_exactly_as_they_came_in(public):
    text = json.dumps(an_export()).replace(
        '{"unit": "EUR", "value": 12}', '{"unit": "EUR", "value": 12.10}'
    )
    take_in(text)

    row = CatalogEntry.objects.get(code="p")
    assert row.body["price"]["value"] == Decimal("12.10")
    assert base_product(code="o", seller_kind="home", at=NOON).retail == Money(1210, "EUR")


def test_an_export_with_one_wrong_resource_changes_nothing(public):
    export = an_export()
    export["productOffering"].append({"id": "x", "name": "X", "isSellable": "yes"})

    report = take_in(export)

    assert [refusal.path for refusal in report.refused] == ["$.productOffering[1].isSellable"]
    assert everything() == NOTHING


def test_every_mistake_is_told_at_once(public):
    report = take_in([{"@type": "ProductOffering"}, {"@type": "ProductOfferingPrice", "id": 7}])

    assert [refusal.path for refusal in report.refused] == [
        "$[0].id",
        "$[0].name",
        "$[1].id",
        "$[1].name",
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"offering": {"lifecycleStatus": "Retired"}}, "not_active"),
        ({"offering": {"lifecycleStatus": "In test"}}, "not_active"),
        ({"offering": {"lifecycleStatus": None}}, "not_active"),
        ({"offering": {"isSellable": False}}, "not_sellable"),
        ({"offering": {"productOfferingPrice": []}}, "no_price"),
        ({"offering": {"productOfferingPrice": [{"id": "elsewhere"}]}}, "no_price"),
        ({"price": {}}, "no_price"),
        ({"price": {"unit": "EUR", "value": 0}}, "no_price"),
        ({"tax": None}, "no_tax_rate"),
        ({"rhythm": {"recurringChargePeriodType": "year"}}, "other_rhythm"),
        (
            {"rhythm": {"recurringChargePeriodType": "month", "recurringChargePeriodLength": 3}},
            "other_rhythm",
        ),
    ],
)
def test_what_cannot_be_sold_is_kept_with_the_reason(public, change, reason):
    report = take_in(an_export(**change))

    assert (report.refused, report.differences) == ([], [])
    assert CatalogEntry.objects.get(code="o").unsold_because == reason
    with pytest.raises(NoSuchProduct):
        base_product(code="o", seller_kind="home", at=NOON)


def test_two_charges_are_kept_and_not_sold_as_one_price(public):
    export = an_export(offering={"productOfferingPrice": [{"id": "p"}, {"id": "q"}]})
    export["productOfferingPrice"].append(
        {"id": "q", "name": "Set-up", "priceType": "oneTime", "price": {"unit": "EUR", "value": 5}}
    )
    take_in(export)

    assert CatalogEntry.objects.get(code="o").unsold_because == "several_prices"


def test_a_discount_beside_the_price_does_not_become_the_price(public):
    export = an_export(offering={"productOfferingPrice": [{"id": "d"}, {"id": "p"}]})
    export["productOfferingPrice"].append(
        {"id": "d", "name": "Ten off", "priceType": "discount", "price": {}, "percentage": 10}
    )
    take_in(export)

    assert base_product(code="o", seller_kind="home", at=NOON).retail == Money(1200, "EUR")


def test_a_product_is_sold_within_its_dates_alone(public):
    window = {"startDateTime": "2026-03-01T12:00:00Z", "endDateTime": "2026-04-01T00:00:00+02:00"}
    take_in(an_export(offering={"validFor": window}))

    on_the_last_day = NOON.replace(day=31)
    assert base_product(code="o", seller_kind="home", at=NOON).code == "o"
    assert len(base_products(seller_kind="home", at=on_the_last_day)) == 1
    assert base_products(seller_kind="home", at=NOON.replace(hour=11)) == []
    assert base_products(seller_kind="home", at=on_the_last_day.replace(hour=22)) == []


def test_a_retired_product_leaves_the_list_and_may_come_back(public):
    take_in(an_export())

    gone = take_in(an_export(offering={"lifecycleStatus": "Retired"}), at=LATER)
    assert gone.differences == [Difference("o", "on_sale", True, False)]
    assert base_products(seller_kind="home", at=NOON) == []

    back = take_in(an_export(), at=LATER)
    assert back.differences == [Difference("o", "on_sale", False, True)]
    assert base_product(code="o", seller_kind="home", at=NOON).version == 2


def test_the_command_imports_and_tells_the_difference(public, tmp_path, capsys):
    file = tmp_path / "export.json"
    file.write_text(json.dumps(an_export()))

    call_command("import_catalog", str(file), "--dry-run")
    assert everything() == NOTHING
    call_command("import_catalog", str(file))

    assert "o: On sale No -> Yes, at €12.00" in capsys.readouterr().out
    assert len(base_products(seller_kind="home", at=NOON)) == 1


def test_the_command_fails_on_a_refused_file_and_names_the_place(public, tmp_path):
    file = tmp_path / "export.json"
    file.write_text('{"@type": "ProductOffering", "id": "1"}')

    with pytest.raises(CommandError, match=r"\$\.name: is missing"):
        call_command("import_catalog", str(file))
    with pytest.raises(CommandError, match="is no file"):
        call_command("import_catalog", str(tmp_path / "none.json"))

    assert everything() == NOTHING
