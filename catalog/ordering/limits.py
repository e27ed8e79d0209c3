"""How often one may order: enough for an office behind one address, too little to stop a shop."""

from datetime import datetime, timedelta

from kith.limits.allowances import Rate, spend

ORDERS_FROM_ONE_ADDRESS = Rate(20, timedelta(minutes=10))


def count_order(*, asked_from: str, at: datetime) -> None:
    """
    Count one order before it is placed, in whichever shop it is.

    :raises TooOften: more came from this address than anybody means
    """
    spend("order", by=asked_from, rate=ORDERS_FROM_ONE_ADDRESS, at=at)
