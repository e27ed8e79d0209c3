"""Files as other people's systems write them: understood, or not sold and said why."""

import pytest

from catalog.wholesale.differences import Sold
from catalog.wholesale.models import CatalogEntry
from catalog.wholesale.queries import NoSuchProduct, base_product
from kith.money import Money
from tests.catalog.wholesale.taking_in import (
    NOTHING,
    an_export,
    everything,
    take_in,
    take_rows,
)
from tests.clock import NOON

MONTHLY = {
    "id": "p",
    "name": "Line rental",
    "priceType": "recurring",
    "recurringChargePeriodType": "monthly",
    "price": {"unit": "EUR", "value": 35},
    "tax": [{"taxRate": 21}],
}
SET_UP = MONTHLY | {"id": "q", "priceType": "OneTimeCharge", "price": {"unit": "EUR", "value": 10}}
BOTH = {"productOfferingPrice": [{"id": "p"}, {"id": "q"}]}


def with_prices(*prices, offering=BOTH):
    export = an_export(offering=offering)
    return export | {"productOfferingPrice": list(prices)}


def of_one_value(name, value):
    return an_export(characteristics=[(name, value)])


def product():
    return base_product(code="o", seller_kind="home", at=NOON)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"priceType": "Rental"}, "several_prices"),
        ({"priceType": "recurring-prepaid"}, "several_prices"),
        ({"priceType": "Recurring Fee"}, "several_prices"),
        ({"priceType": "MRC"}, "several_prices"),
        ({"priceType": "Monthly"}, "several_prices"),
        ({"priceType": "Deposit"}, "price_not_read"),
        ({"priceType": "flat"}, "price_not_read"),
        ({"priceType": "Tarifa plana"}, "price_not_read"),
        ({"lifecycleStatus": "In test"}, "price_not_there"),
        ({"lifecycleStatus": "Retired"}, "price_not_there"),
        ({"price": None}, "price_not_there"),
        ({"id": "elsewhere"}, "price_not_there"),
    ],
)
def test_a_set_up_fee_is_never_sold_as_the_whole_of_a_monthly_plan(public, change, reason):
    report = take_in(with_prices(MONTHLY | change, SET_UP))

    assert (report.refused, report.differences) == ([], [])
    assert [(one.code, one.because) for one in report.unsold] == [("o", reason)]
    assert CatalogEntry.objects.get(code="o").unsold_because == reason
    with pytest.raises(NoSuchProduct):
        product()


@pytest.mark.parametrize("word", ["Rental", "recurring-prepaid", "Subscription", "Monthly fee"])
def test_one_price_by_any_usual_word_is_sold_as_what_it_is(public, word):
    take_in(an_export() | {"productOfferingPrice": [MONTHLY | {"priceType": word}]})

    assert (product().retail, product().period) == (Money(3500, "EUR"), "month")


def test_a_price_that_was_replaced_by_one_of_its_kind_hinders_nothing(public):
    take_in(with_prices(MONTHLY | {"lifecycleStatus": "Retired"}, MONTHLY | {"id": "q"}))

    assert product().retail == Money(3500, "EUR")


@pytest.mark.parametrize(
    ("name", "value", "trait", "read"),
    [
        ("Data allowance", {"value": 40, "unitOfMeasure": "GIGABYTES"}, "data_mb", 40960),
        ("Data allowance", {"value": 2, "unitOfMeasure": "GByte"}, "data_mb", 2048),
        ("Data allowance", {"value": 2, "unitOfMeasure": "Go"}, "data_mb", 2048),
        ("Data allowance", {"value": 2, "unitOfMeasure": "GB/month"}, "data_mb", 2048),
        ("Data allowance", {"value": 5242880, "unitOfMeasure": "KB"}, "data_mb", 5120),
        ("Data allowance", {"value": "40 GB"}, "data_mb", 40960),
        ("Roaming data", {"value": {"amount": 1, "units": "gigas"}}, "roaming_mb", 1024),
        ("Voice minutes", {"value": 6000, "unitOfMeasure": "seconds"}, "minutes", 100),
        ("Voice minutes", {"value": 2, "unitOfMeasure": "hours"}, "minutes", 120),
        ("Voice minutes", {"value": 90}, "minutes", 90),
        ("Voice allowance", {"value": 90, "unitOfMeasure": "min"}, "minutes", 90),
        ("SMS", {"value": 50, "unitOfMeasure": "messages"}, "texts", 50),
    ],
)
def test_units_are_read_in_their_usual_spellings(public, name, value, trait, read):
    take_in(of_one_value(name, value))

    assert product().allowances == {trait: read}


VALUE = "$.productSpecification[0].productSpecCharacteristic[0].productSpecCharacteristicValue[0]"


@pytest.mark.parametrize(
    ("name", "value", "path"),
    [
        ("Data allowance", {"value": 40, "unitOfMeasure": "Gibibit"}, ".unitOfMeasure"),
        ("Data allowance", {"value": 40, "unitOfMeasure": "GB per day"}, ".unitOfMeasure"),
        ("Data allowance", {"value": 40}, ".unitOfMeasure"),
        ("Data allowance", {"value": {"amount": 40, "units": "blocks"}}, ".value.units"),
        ("Data allowance", {"value": 1000, "unitOfMeasure": "KB"}, ".value"),
        ("Voice minutes", {"value": 90, "unitOfMeasure": "pulses"}, ".unitOfMeasure"),
        ("Voice minutes", {"value": 100, "unitOfMeasure": "seconds"}, ".value"),
        ("Voice allowance", {"value": 90}, ".unitOfMeasure"),
        ("Texts", {"value": 90, "unitOfMeasure": "GB"}, ".unitOfMeasure"),
        ("Minutes", {"value": "1.200"}, ".value"),
        ("Minutes", {"value": "1e3"}, ".value"),
        ("Data allowance", {"value": "40 blocks"}, ".value"),
        ("Data allowance", {"value": "1,024", "unitOfMeasure": "MB"}, ".value"),
        ("Data allowance", {"value": 1, "unitOfMeasure": "GB", "isDefault": "yes"}, ".isDefault"),
    ],
)
def test_an_allowance_that_could_be_another_is_refused_by_its_path(public, name, value, path):
    report = take_in(of_one_value(name, value))

    assert [refusal.path for refusal in report.refused] == [VALUE + path]
    assert everything() == NOTHING


def test_an_allowance_of_several_values_is_not_sold_as_the_first(public):
    values = [{"value": 10, "unitOfMeasure": "GB"}, {"value": 20, "unitOfMeasure": "GB"}]
    export = of_one_value("Data allowance", values[0])
    held = export["productSpecification"][0]["productSpecCharacteristic"][0]
    held["productSpecCharacteristicValue"] = values

    assert [one.because for one in take_in(export).unsold] == ["several_values"]
    values[1]["isDefault"] = True
    assert take_in(export).unsold == []
    assert product().allowances == {"data_mb": 20480}


def test_an_allowance_of_another_rhythm_than_its_price_is_not_sold(public):
    report = take_in(of_one_value("Data", {"value": 1, "unitOfMeasure": "GB/week"}))

    assert [one.because for one in report.unsold] == ["other_rhythm_of_use"]


@pytest.mark.parametrize(
    "unread",
    [
        {"unitOfMeasure": "Currency"},
        {"pricingLogicAlgorithm": {"id": "a", "name": "flat"}},
        {"place": [{"id": "x", "version": 1}]},
        {"@schemaLocation": 7, "description": ["a", "b"]},
    ],
)
def test_a_member_that_nothing_reads_is_remarked_and_kept(public, unread):
    report = take_in(an_export() | {"productOfferingPrice": [MONTHLY | unread]})

    assert report.refused == []
    assert len(report.remarks) == len(unread)
    assert product().retail == Money(3500, "EUR")
    body = CatalogEntry.objects.get(code="p").body
    assert {name: body[name] for name in unread} == unread


@pytest.mark.parametrize(
    "price", ["1.200", "10.000", "2.500", "1,200", "999.999"]
)  # fmt: skip
def test_a_price_that_could_be_two_amounts_is_refused_with_both(public, price):
    report = take_rows(f"a;A;monthly;{price};EUR;month;21;100")

    assert [refusal.path for refusal in report.refused] == ["line 2, price"]
    assert price.replace(".", "").replace(",", "") in report.refused[0].reason
    assert everything() == NOTHING


@pytest.mark.parametrize(
    ("price", "minor"), [("1200", 120000), ("1200,50", 120050), ("1.2", 120), ("1200.00", 120000)]
)
def test_a_price_that_can_be_read_one_way_alone_is_taken(public, price, minor):
    take_rows(f"o;A;monthly;{price};EUR;month;21;100")

    assert product().retail == Money(minor, "EUR")


@pytest.mark.parametrize("rate", ["0,21", "0.21", "0,055", "0.99 %"])
def test_a_tax_rate_that_looks_like_a_fraction_is_refused(public, rate):
    report = take_rows(f"a;A;monthly;12,10;EUR;month;{rate};1024")

    assert [refusal.path for refusal in report.refused] == ["line 2, tax_percent"]
    assert "21 for 21 %" in report.refused[0].reason
    assert everything() == NOTHING


def test_a_tax_rate_of_an_export_that_looks_like_a_fraction_is_refused(public):
    report = take_in(an_export(tax=0.21))

    assert [one.path for one in report.refused] == ["$.productOfferingPrice[0].tax[0].taxRate"]


@pytest.mark.parametrize(
    ("rate", "points"), [("21", 2100), ("0", 0), ("5,5", 550), ("21.000", 2100)]
)
def test_a_dry_run_shows_the_tax_rate_and_all_that_a_slip_could_change(public, rate, points):
    report = take_rows(f"a;A;monthly;12,10;EUR;month;{rate};1024", dry_run=True)

    sold = Sold(Money(1210, "EUR"), points, "month", {"data_mb": 1024})
    assert [difference.after for difference in report.differences] == [sold]


@pytest.mark.parametrize("currency", ["VND", "USD", "JPY", "XAU", "DEM", "XXX"])
def test_a_currency_that_the_network_does_not_settle_in_is_refused(public, currency):
    listed = take_rows(f"a;A;monthly;12;{currency};month;21;1024")
    exported = take_in(an_export(price={"unit": currency, "value": 12}))

    assert [refusal.path for refusal in listed.refused] == ["line 2, currency"]
    assert [refusal.path for refusal in exported.refused] == [
        "$.productOfferingPrice[0].price.unit"
    ]
    assert everything() == NOTHING


def a_term(amount, units):
    return {"productOfferingTerm": [{"name": "t", "duration": {"amount": amount, "units": units}}]}


@pytest.mark.parametrize(
    "offering",
    [
        a_term(24, "months"),
        a_term(1, "year"),
        a_term(2, "Month"),
        a_term(12, "moons"),
        {"productOfferingTerm": [{"name": "Monthly, with a contract"}]},
        {"productOfferingTerm": [{"name": "t", "duration": "P24M"}]},
    ],
)
def test_a_product_that_binds_is_not_sold_as_one_that_does_not(public, offering):
    report = take_in(an_export(offering=offering))

    assert report.refused == []
    assert [(one.code, one.because) for one in report.unsold] == [("o", "term")]
    with pytest.raises(NoSuchProduct):
        product()


@pytest.mark.parametrize(
    "binding",
    [a_term(12, "month"), {"applicationDuration": {"amount": 3, "units": "month"}}],
)
def test_a_price_that_binds_or_ends_is_not_sold_as_one_that_does_not(public, binding):
    report = take_in(an_export() | {"productOfferingPrice": [MONTHLY | binding]})

    assert [one.because for one in report.unsold] == ["term"]


@pytest.mark.parametrize("told", [{"value": "24 months"}, {"value": 24}, {"value": "two years"}])
def test_a_contract_told_among_the_characteristics_counts_like_a_term(public, told):
    report = take_in(of_one_value("Minimum contract duration", told))

    assert [one.because for one in report.unsold] == ["term"]


@pytest.mark.parametrize("offering", [a_term(1, "month"), a_term(30, "days"), a_term(0, "months")])
def test_a_term_of_no_more_than_what_is_paid_ahead_binds_nobody(public, offering):
    take_in(an_export(offering=offering))

    assert product().retail == Money(1200, "EUR")


def test_what_can_no_longer_be_read_surely_leaves_the_shelf_at_the_next_import(public):
    take_in(of_one_value("minutes", {"value": 90}))
    kept = CatalogEntry.objects.get(code="s")
    kept.body["productSpecCharacteristic"][0]["productSpecCharacteristicValue"] = [
        {"value": 90, "unitOfMeasure": "pulses"}
    ]
    kept.save()

    take_in({"@type": "ProductOffering", "id": "other", "name": "Other"})

    assert CatalogEntry.objects.get(code="o").unsold_because == "doubtful"
    with pytest.raises(NoSuchProduct):
        product()
