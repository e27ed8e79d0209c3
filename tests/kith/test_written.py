"""A number as people type it: read one way, or asked about."""

from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from kith.written import AmountField, DoubtfulNumber, NotWritten, number_written


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


def test_a_form_asks_which_amount_is_meant():
    field = AmountField(max_digits=12, decimal_places=3)

    with override("en"), pytest.raises(forms.ValidationError, match=r"1200 or 1\.2\."):
        field.clean("1.200")
    assert field.clean(" 12,50 ") == Decimal("12.50")
