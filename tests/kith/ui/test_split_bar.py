import pytest
from django.template import Context, engines

from kith.money import Money
from kith.ui.components.prices import PartsDoNotSum
from kith.ui.shapes import Part


def drawn(*, parts, total):
    template = engines["django"].engine.from_string(
        '{% load ui %}{% split_bar title="Where it goes" parts=parts total=total %}'
    )
    return template.render(Context({"parts": parts, "total": total}))


def test_parts_that_are_not_the_whole_are_not_shown():
    parts = [Part("Tax", Money(192, "EUR")), Part("Seller", Money(1000, "EUR"))]

    with pytest.raises(PartsDoNotSum, match="1192"):
        drawn(parts=parts, total=Money(1200, "EUR"))


def test_the_bar_is_as_wide_as_its_parts():
    parts = [Part("Tax", Money(300, "EUR")), Part("Seller", Money(900, "EUR"))]

    markup = drawn(parts=parts, total=Money(1200, "EUR"))

    assert 'x="0.000%" y="0" width="25.000%"' in markup
    assert 'x="25.000%" y="0" width="75.000%"' in markup


def test_nothing_is_split_without_dividing_by_it():
    assert "€0.00" in drawn(parts=[Part("Tax", Money(0, "EUR"))], total=Money(0, "EUR"))
