"""A number as people type it: read one way, or asked about."""

from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from kith.money import Money
from kith.written import (
    DoubtfulNumber,
    MoneyField,
    NotWritten,
    WholeNumberField,
    number_written,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12.50", "12.50"),
        ("12,5", "12.5"),
        ("1200", "1200"),
        ("0.125", "0.125"),
        ("1234.567", "1234.567"),
    ],
)
def test_a_number_that_can_be_read_one_way_is_read(text, number):
    assert number_written(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "thousands", "small"),
    [("1.200", "1200", "1.2"), ("10,000", "10000", "10.0"), ("999.125", "999125", "999.125")],
)
def test_a_number_that_could_be_two_is_told_with_both(text, thousands, small):
    with pytest.raises(DoubtfulNumber) as doubt:
        number_written(text)

    assert (doubt.value.thousands, doubt.value.small) == (thousands, small)


@pytest.mark.parametrize("text", ["", "1e3", "-1", "+1", "1.234,50", "1 200", "€1", "١٢", "1_000"])
def test_what_is_not_written_with_digits_and_one_sign_is_no_number(text):
    with pytest.raises(NotWritten):
        number_written(text)


def in_euros() -> MoneyField:
    field = MoneyField()
    field.currency = "EUR"
    return field


@pytest.mark.parametrize(
    "text",
    ["12.5", " 12,50 ", "€12.50", "€ 12,50", "12,50 €", "12,50\xa0€", "12.50 EUR", "EUR 12.50"],
)
def test_an_amount_is_read_with_its_currency_as_people_paste_it(text):
    assert in_euros().clean(text) == Money(1250, "EUR")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1.200", "This could be 1200 or 1.2. Write the one you mean."),
        ("$12.50", "Write it in digits, like 12.50."),
        ("12.50 USD", "Write it in digits, like 12.50."),
        ("twelve", "Write it in digits, like 12.50."),
        ("0", "Give an amount above zero."),
        ("-3", "Give an amount above zero."),
        ("0.125", "Write at most 2 digits after the point."),
    ],
)
def test_what_is_no_amount_of_this_currency_is_refused_in_words(text, said):
    with override("en"), pytest.raises(forms.ValidationError) as refusal:
        in_euros().clean(text)

    assert refusal.value.messages == [said]


@pytest.mark.parametrize(("language", "shown"), [("en", "12.50"), ("es", "12,50")])
def test_an_amount_stands_in_its_field_as_its_reader_writes_it(language, shown):
    with override(language):
        assert in_euros().prepare_value(Decimal("12.50")) == shown
        assert in_euros().prepare_value("12.5 e") == "12.5 e"


@pytest.mark.parametrize("text", ["-1", "29"])
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Write a number from 0 to 28."), ("es", "Escribe un número del 0 al 28.")],
)
def test_a_number_outside_its_range_is_told_both_ends(text, language, said):
    field = WholeNumberField(least=0, most=28)

    with override(language), pytest.raises(forms.ValidationError) as refusal:
        field.clean(text)

    assert refusal.value.messages == [said]
    assert [field.clean(one) for one in ("0", "28")] == [0, 28]
