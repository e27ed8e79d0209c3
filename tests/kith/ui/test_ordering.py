import pytest
from django.test import RequestFactory

from kith.ui.ordering import order_by

ALLOWED = {"name": "name", "placed": "placed_at"}


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("", ("-placed_at", "pk")),
        ("?sort=placed", ("placed_at", "pk")),
        ("?sort=-name", ("-name", "-pk")),
        ("?sort=password", ("-placed_at", "pk")),
        ("?sort=--name", ("-placed_at", "pk")),
    ],
)
def test_only_offered_columns_sort_and_every_order_ends_in_the_key(query, order):
    request = RequestFactory().get(f"/{query}")

    assert order_by(request, allowed=ALLOWED, default="-placed_at") == order


def test_a_sort_link_keeps_the_search_and_forgets_the_page():
    from kith.ui.components.building import query_with

    request = RequestFactory().get("/orders/?q=maya&page=3&sort=name")

    query = query_with({"request": request}, sort="-name", page=None)

    assert query == "?q=maya&sort=-name"
