"""Read the sort a table's link asked for."""

from collections.abc import Mapping

from django.http import HttpRequest

PARAMETER = "sort"


def order_by(request: HttpRequest, *, allowed: Mapping[str, str], default: str) -> tuple[str, ...]:
    """
    Return arguments for `queryset.order_by`, always ending in the primary key.

    `allowed` maps a column's key to a field; anything else asked for falls back
    to the default, so an address never reaches a field nobody offered.
    """
    asked = request.GET.get(PARAMETER, "")
    key = asked.removeprefix("-")
    if key not in allowed:
        return default, "pk"
    sign = "-" if asked.startswith("-") else ""
    return f"{sign}{allowed[key]}", f"{sign}pk"
