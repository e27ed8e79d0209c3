"""Amounts are written digit by digit."""

import json
from decimal import Decimal

import pytest

from kith.api.rendering import ExactJSONRenderer


@pytest.mark.parametrize("digits", ["0.10", "12", "92233720368547758.07", "-0.001", "1E+3"])
def test_a_decimal_is_a_number_and_loses_no_digit(digits):
    written = ExactJSONRenderer().render({"value": [Decimal(digits)]})

    assert json.loads(written, parse_float=Decimal) == {"value": [Decimal(digits)]}
    assert b'"' not in written.removeprefix(b'{"value"')
