"""The version of the shelf: part of the key of every cached page of the shop."""

from catalog.storefront.sql_shelf import SHELF
from kith.series.versions import count_change


def shelf_has_changed() -> None:
    """Make all that was kept of the shop's pages worthless, in the transaction that changes it."""
    count_change(SHELF)
