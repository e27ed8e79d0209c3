"""A price list: each bad cell told by line and column, and nothing of a bad list taken in."""

import pytest

from catalog.wholesale.differences import Difference
from catalog.wholesale.models import CatalogEntry
from catalog.wholesale.queries import base_product
from kith.money import Money
from tests.catalog.wholesale.taking_in import (
    NOTHING,
    an_export,
    everything,
    take_in,
    take_rows,
)
from tests.clock import NOON

GOOD = "a;A;monthly;10.00;EUR;month;21;1024"
SHORT = "code;price;currency;period;tax_percent\n"


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("b;B;monthly;twelve;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;€12.50;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;1.234,50;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;1 234.50;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;10.005;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;-1;EUR;month;21;1", "line 3, price"),
        ("b;B;monthly;0;EUR;month;21;1", "line 3, price"),
        ("b;B;lifelong;12.50;EUR;month;21;1", "line 3, kind"),
        ("b;B;monthly;12.50;euro;month;21;1", "line 3, currency"),
        ("b;B;monthly;12.50;EUR;year;21;1", "line 3, period"),
        ("b;B;monthly;12.50;EUR;month;121;1", "line 3, tax_percent"),
        (";B;monthly;12.50;EUR;month;21;1", "line 3, code"),
        ("b;;monthly;12.50;EUR;month;21;1", "line 3, name"),
        ("b;B;monthly;12.50;EUR;month;21;lots", "line 3, data_mb"),
        ("b;B;monthly;12.50;EUR;month;21;10.5", "line 3, data_mb"),
        ("b;B;monthly", "line 3"),
        ("a;B;monthly;12.50;EUR;month;21;1", "line 3, code"),
        ('"b;B', "line 3"),
    ],
)
def test_one_bad_row_refuses_the_whole_list(public, row, where):
    report = take_rows(GOOD, row)

    assert [refusal.path for refusal in report.refused] == [where]
    assert everything() == NOTHING


def test_every_bad_row_is_told(public):
    report = take_rows("a;A;monthly;x;EUR;month;21;1", "b;B;monthly;1;EUR;never;21;1")

    assert [refusal.path for refusal in report.refused] == ["line 2, price", "line 3, period"]


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ("code;price;currency;period\n", "line 1"),
        ("code;price;currency;period;tax_percent;colour\n", "line 1, column 6"),
        ("code;price;currency;period;tax_percent;code\n", "line 1, column 6"),
        (SHORT, "line 2"),
    ],
)
def test_a_wrong_header_is_refused(public, header, where):
    report = take_in(header, "list.csv")

    assert [refusal.path for refusal in report.refused] == [where]


@pytest.mark.parametrize(
    "text",
    [
        "code;name;price;currency;period;tax_percent\nx;X;12,50;EUR;month;21\n",
        "code,name,price,currency,period,tax_percent\nx,X,12.50,EUR,month,21\n",
        'code,name,price,currency,period,tax_percent\nx,X,"12,50",EUR,month,21 %\n',
        "\ufeffCODE;Name;price;currency;period;tax_percent\r\nx;X;12.5;eur;Month;21.00\r\n\r\n",
        "code\tname\tprice\tcurrency\tperiod\ttax_percent\nx\tX\t12.50\tEUR\tmonth\t21\n",
    ],
)
def test_separators_marks_and_decimal_signs_are_understood(public, text):
    assert take_in(text, "list.csv").refused == []

    product = base_product(code="x", seller_kind="home", at=NOON)
    assert (product.retail, product.tax_basis_points) == (Money(1250, "EUR"), 2100)


def test_the_same_list_again_changes_nothing(public):
    take_rows(GOOD)
    before = everything()

    again = take_rows(GOOD)

    assert (again.created, again.changed, again.differences) == ([], [], [])
    assert everything() == before


def test_a_list_of_prices_changes_the_prices_of_an_export_and_nothing_else(public):
    take_in(an_export(characteristics=[("minutes", {"value": "unlimited"})]))

    report = take_in(SHORT + "o;11.00;EUR;month;21\n", "list.csv")

    assert report.changed == ["ProductOfferingPrice p"]
    assert report.differences == [Difference("o", "retail", Money(1200, "EUR"), Money(1100, "EUR"))]
    product = base_product(code="o", seller_kind="home", at=NOON)
    assert (product.name, product.allowances) == ("Offering", {"minutes": None})


def test_a_list_may_say_what_a_product_holds(public):
    take_in(an_export(characteristics=[("data", {"value": "5 MB"}), ("texts", {"value": 9})]))

    take_rows("o;;;12.00;EUR;month;21;unlimited")

    assert base_product(code="o", seller_kind="home", at=NOON).allowances == {
        "data_mb": None,
        "texts": 9,
    }


def test_a_price_that_is_charged_once_stops_being_charged_monthly(public):
    take_in(an_export())

    take_in(SHORT + "o;12.00;EUR;once;21\n", "list.csv")

    body = CatalogEntry.objects.current().get(code="p").body
    assert body["priceType"] == "oneTime"
    assert "recurringChargePeriodType" not in body
    assert base_product(code="o", seller_kind="home", at=NOON).period == "once"


def test_a_product_of_several_prices_is_left_to_an_export(public):
    export = an_export(offering={"productOfferingPrice": [{"id": "p"}, {"id": "q"}]})
    export["productOfferingPrice"].append(export["productOfferingPrice"][0] | {"id": "q"})
    take_in(export)
    before = everything()

    report = take_in(SHORT + "o;11.00;EUR;month;21\n", "list.csv")

    assert [refusal.path for refusal in report.refused] == ["line 2, price"]
    assert everything() == before


def test_a_list_in_another_encoding_is_refused_by_line(public):
    report = take_in(SHORT.encode() + "ñ;1;EUR;month;21\n".encode("latin-1"), "list.csv")

    assert [refusal.path for refusal in report.refused] == ["line 2"]


def test_a_size_that_came_in_without_a_unit_keeps_being_megabytes(public):
    take_rows("o;A;monthly;12.00;EUR;month;21;1024")
    kept = CatalogEntry.objects.get(code="o")
    for use in kept.body["prodSpecCharValueUse"]:
        use["productSpecCharacteristicValue"][0].pop("unitOfMeasure", None)
    kept.save()

    report = take_in(SHORT + "o;11.00;EUR;month;21\n", "list.csv")

    assert (report.refused, report.unsold) == ([], [])
    assert base_product(code="o", seller_kind="home", at=NOON).allowances == {"data_mb": 1024}


def test_a_name_is_taken_in_as_it_is_seen(public):
    take_rows("a\u200b;Monthly 60 \u202e cod;monthly;10.00;EUR;month;21;1024")

    assert base_product(code="a", seller_kind="home", at=NOON).name == "Monthly 60 cod"
