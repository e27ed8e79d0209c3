"""Money is whole minor units, and splitting it loses nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.money import Money, MoneyOf, NotMoney, allocate, allocate_more, format_money

AMOUNTS = st.integers(min_value=-(10**12), max_value=10**12)
WEIGHTS = st.dictionaries(
    st.sampled_from(["tax", "wholesale", "platform", "seller", "sponsor"]),
    st.integers(min_value=0, max_value=10_000),
    min_size=1,
).filter(lambda weights: sum(weights.values()) > 0)


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1), None, 2**63])
def test_an_amount_is_a_whole_number_that_fits(minor):
    with pytest.raises(NotMoney):
        Money(minor, "EUR")


@pytest.mark.parametrize(
    ("written", "currency", "minor"),
    [("12.50", "EUR", 1250), ("1250", "JPY", 1250), ("1.250", "KWD", 1250), ("-3", "EUR", -300)],
)
def test_major_units_are_read_by_the_scale_of_the_currency(written, currency, minor):
    assert Money.from_decimal(written, currency) == Money(minor, currency)


@pytest.mark.parametrize("written", ["1.005", "NaN", "Infinity", "twelve", 12.5])
def test_what_does_not_fit_the_minor_unit_is_refused(written):
    with pytest.raises(NotMoney):
        Money.from_decimal(written, "EUR")


def test_currencies_do_not_mix():
    with pytest.raises(NotMoney):
        Money(1, "EUR") + Money(1, "USD")


def test_half_a_cent_goes_to_the_even_neighbour():
    assert [Money(minor, "EUR").times(5000).minor for minor in (1, 3, 5)] == [0, 2, 2]


def test_an_amount_is_written_with_its_currency():
    assert format_money(Money(123456, "EUR"), "en") == "€1,234.56"
    assert format_money(Money(1234567, "EUR"), "es").replace("\xa0", " ") == "12.345,67 €"


@given(AMOUNTS, WEIGHTS)
def test_shares_sum_exactly_and_stay_within_one_unit(total, weights):
    parts = allocate(total, weights)

    whole = sum(weights.values())
    assert sum(parts.values()) == total
    assert all(abs(parts[key] * whole - total * weight) < whole for key, weight in weights.items())
    assert all(parts[key] == 0 for key, weight in weights.items() if weight == 0)


@given(AMOUNTS, WEIGHTS)
def test_a_negative_total_is_the_mirror_image(total, weights):
    mirrored = allocate(-total, weights)

    assert mirrored == {key: -part for key, part in allocate(total, weights).items()}


@given(st.lists(st.integers(min_value=0, max_value=5000), min_size=1, max_size=8), WEIGHTS)
def test_many_partial_shares_sum_to_the_whole(steps, weights):
    given_out = dict.fromkeys(weights, 0)
    before = 0
    for step in steps:
        for key, part in allocate_more(before, before + step, weights).items():
            given_out[key] += part
        before += step

    assert given_out == allocate(before, weights)


def test_a_party_without_weight_never_gets_the_odd_cent():
    assert allocate(5, {"a": 0, "b": 1, "c": 1, "d": 1}) == {"a": 0, "b": 2, "c": 2, "d": 1}


def test_nothing_can_be_shared_among_nobody():
    with pytest.raises(NotMoney):
        allocate(5, {"a": 0})


@pytest.mark.parametrize("code", ["XXX", "XAU", "ABC", "eur", ""])
def test_what_is_no_currency_of_iso_4217_is_no_money(code):
    with pytest.raises(NotMoney):
        Money(1, code)


@pytest.mark.parametrize(
    ("code", "minor", "written"),
    [
        ("JPY", 1250, "¥1,250"),
        ("KWD", 1250, "KWD1.250"),
        ("IQD", 1250, "IQD1.250"),
        ("VND", 1250, "₫1,250"),
        ("HUF", 1250, "HUF12.50"),
        ("CLF", 12500, "CLF1.2500"),
    ],
)
def test_every_minor_unit_of_a_currency_is_written(code, minor, written):
    assert format_money(Money(minor, code), "en").replace("\xa0", " ") == written


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=10_000))
def test_a_total_without_its_tax_and_the_tax_are_the_total(minor, rate):
    total = Money(minor, "EUR")

    assert total.without_tax(rate) + total.tax_inside(rate) == total


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=10_000))
def test_a_net_price_comes_back_from_its_total(minor, rate):
    net = Money(minor, "EUR")

    assert net.with_tax(rate).without_tax(rate) == net


def test_a_row_gives_its_minor_units_as_money_in_its_own_currency():
    class Bill:
        total = MoneyOf("total_minor")
        total_minor, currency = 1999, "JPY"

    assert Bill().total == Money(1999, "JPY")
    assert Bill.total.column == "total_minor"
