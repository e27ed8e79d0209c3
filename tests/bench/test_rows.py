"""The bench promises its rows by name, and its results by key."""

import json

import pytest

from bench import rows
from bench.harness import KEYS, ROWS, Result, beside, chosen, figure, in_turn
from bench.report import page_of

DELIVERED = {
    "tenant.provision",
    "tenant.migrate",
    "tenant.migrate_noop",
    "tenant.tables",
    "tenant.lookup",
    "page.list.uncached",
    "page.list.cached",
    "page.list.304",
    "dunning.sweep",
    "ledger.post",
    "outbox.deliver",
    "order.flow",
}
PROMISED = ("id", "unit", "ours", "limit", "peer", "peer_name", "bar", "holds", "how")


def a_result(**changes):
    limit = beside([3.0, 2.0, 4.0, 5.0, 1.0], [2.0] * 5)
    columns = dict.fromkeys(PROMISED, "") | {"id": "tenant.lookup", "unit": "ms", "holds": True}
    figures = {"ours": figure([3.0, 2.0, 4.0, 5.0, 1.0]), "limit": limit, "peer": None}
    return Result(**columns | figures | changes)


def test_every_delivered_row_is_registered():
    assert rows
    assert ROWS.keys() >= DELIVERED


def test_a_result_is_written_with_the_promised_keys_and_no_others():
    written = json.loads(json.dumps(a_result().as_row()))

    assert tuple(written) == KEYS == PROMISED


def test_a_figure_is_a_median_with_its_spread_and_a_ratio_is_taken_round_by_round():
    result = a_result()

    assert result.ours == {"median": 3.0, "min": 1.0, "max": 5.0, "runs": 5}
    assert result.limit["ratio"] == {"median": 1.5, "min": 0.5, "max": 2.5, "runs": 5}


def test_subjects_take_turns_and_the_order_turns_round():
    order = []

    answers = in_turn(
        {name: lambda name=name: order.append(name) or name for name in "ab"}, rounds=3
    )

    assert order == [*"ab", *"ab", *"ba", *"ab"]
    assert answers == {"a": ["a"] * 3, "b": ["b"] * 3}


def test_patterns_choose_rows_and_an_unknown_one_is_refused():
    assert chosen(["page.list.*"]) == [name for name in ROWS if name.startswith("page.list.")]
    assert chosen([]) == chosen(["*"]) == list(ROWS)
    with pytest.raises(LookupError, match=r"no row matches 'page\.lost'"):
        chosen(["page.lost"])


def test_the_page_says_which_bars_are_missed():
    page = page_of([a_result(), a_result(id="tenant.migrate", holds=False)])

    assert "tenant.lookup  [ms]  bar : holds" in page
    assert "tenant.migrate  [ms]  bar : MISSED" in page
