"""How often one may ask for numbers: nobody learns by trying which ones are ours."""

from datetime import datetime, timedelta

from kith.limits.allowances import Rate, spend

WISHES_FROM_ONE_ADDRESS = Rate(20, timedelta(hours=1))


def count_wish(*, asked_from: str, at: datetime) -> None:
    """
    Count one wish before it is looked at.

    :raises TooOften: more came from this address than anybody means
    """
    spend("port-in", by=asked_from, rate=WISHES_FROM_ONE_ADDRESS, at=at)
