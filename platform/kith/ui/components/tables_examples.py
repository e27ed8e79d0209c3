"""Named examples of tables."""

from datetime import UTC, date, datetime
from typing import Any

from django.core.paginator import Paginator

from kith.money import Money
from kith.ui.components.building import Example
from kith.ui.shapes import Column, Tagged

COLUMNS = [
    Column("number", "Order", is_sortable=True),
    Column("buyer", "Buyer", is_sortable=True),
    Column("placed", "Placed", kind="when", is_wide_only=True),
    Column("renews", "Renews", kind="date"),
    Column("state", "State", kind="badge"),
    Column("total", "Total", kind="money", is_sortable=True),
]


def orders() -> dict[str, Any]:
    placed = datetime(2026, 3, 1, 8, 41, tzinfo=UTC)
    people = [
        ("K-4F7Q2M", "Maya Kern", Tagged("Active", "good"), Money(1200, "EUR")),
        ("K-9T2XZA", "Jonas Poulsen", Tagged("Waits", "warn"), Money(850, "EUR")),
        ("K-P07LLD", "Leila Okafor", Tagged("Refunded"), Money(-1900, "EUR")),
    ]
    rows = [
        {
            "number": number,
            "buyer": buyer,
            "placed": placed,
            "renews": date(2026, 4, 1),
            "state": state,
            "total": total,
            "href": f"#{number}",
        }
        for number, buyer, state, total in people
    ]
    return {"columns": COLUMNS, "rows": rows}


EXAMPLES = [
    Example(
        "table",
        "orders",
        '{% table caption="Orders of March" columns=columns rows=rows row_href="href" '
        'empty="No orders in March." %}',
        orders,
        says=("Orders of March", "€12.00", "Maya Kern", "−€19.00"),
        has=("<caption", 'scope="col"', 'href="#K-4F7Q2M"', 'aria-sort="none"'),
    ),
    Example(
        "table",
        "empty",
        '{% table caption="Holds" columns=columns rows=rows empty="Nothing to decide." %}',
        lambda: {"columns": COLUMNS[:3], "rows": []},
        says=("Nothing to decide.",),
    ),
    Example(
        "csv_link",
        "the list as a file",
        "{% csv_link %}",
        says=("Download CSV",),
        has=('href="?as=csv"', "data-follows-search"),
    ),
    Example(
        "pager",
        "in the middle",
        '{% pager page=page label="Pages of orders" %}',
        lambda: {"page": Paginator(range(200), 20).page(4)},
        says=("Page 4 of 10", "Previous", "Next"),
        has=('aria-label="Pages of orders"', 'rel="prev"', 'aria-current="page"'),
    ),
]
