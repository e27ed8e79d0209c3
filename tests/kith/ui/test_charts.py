import pytest

from kith.money import Money
from kith.ui.charts import plotted


def plot(values, *, kind="bar", compare=(), target=None, unit=""):
    points = [(str(at), value) for at, value in enumerate(values)]
    others = [(str(at), value) for at, value in enumerate(compare)]
    return plotted(kind=kind, points=points, compare=others, unit=unit, target=target)


def test_a_bar_stands_on_zero_and_reaches_its_value():
    marks = plot([50, 100]).marks

    assert [(mark.top, mark.height) for mark in marks] == [(50, 50), (0, 100)]


def test_a_value_below_zero_hangs_from_it():
    low, high = plot([-50, 150]).marks

    assert (low.top, low.height) == (75, 25)
    assert high.top + high.height == 75


def test_a_line_starts_where_its_values_are():
    ticks = plot([84, 92], kind="line", unit="%").ticks

    assert [tick.text for tick in ticks] == ["84\xa0%", "86\xa0%", "88\xa0%", "90\xa0%", "92\xa0%"]


def test_money_keeps_its_currency_and_ticks_their_round_sums():
    drawn = plot([Money(1250, "EUR"), Money(19900, "EUR")])

    assert [mark.text for mark in drawn.marks] == ["€12.50", "€199.00"]
    assert [tick.text for tick in drawn.ticks] == ["€0", "€50", "€100", "€150", "€200"]


def test_a_target_and_another_line_fit_on_the_scale():
    drawn = plot([10, 20], compare=[30, 5], target=40)

    assert drawn.target == 0
    assert drawn.compare_line.startswith("M25.00 ")
    assert [mark.compare_text for mark in drawn.marks] == ["30", "5"]


@pytest.mark.parametrize("values", [[], [0], [0, 0], [7], [-3, -3]])
def test_few_or_equal_values_are_drawn_too(values):
    assert len(plot(values).marks) == len(values)


def test_many_values_are_not_all_labelled_but_the_last_is():
    marks = plot(range(30)).marks

    assert sum(mark.is_labelled for mark in marks) <= 6
    assert marks[-1].is_labelled


def test_a_euro_in_thousands_keeps_its_groups():
    assert plot([Money(1_000_000, "EUR")]).ticks[-1].text == "€10,000"
