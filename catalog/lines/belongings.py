"""What of a customer stands in a shop's lines."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext

from catalog.lines.models import Line, LineEvent, PlanChange
from kith.belongings import Belongings, Row, Tie

BELONGINGS = [
    Belongings(
        Line,
        of="person_id",
        name="lines",
        is_list=True,
        secrets=frozenset({"activation_code"}),
        others=frozenset({"wholesale_minor", "network_reference"}),
        erased={"activation_code": ""},
        stays="what was in service from when to when, which bills rest on",
    ),
    Belongings(
        LineEvent,
        of="line__person_id",
        name="line-history",
        secrets=frozenset({"activation_code"}),
        erased={"activation_code": ""},
        stays="what happened to a line, which bills rest on",
    ),
    Belongings(
        PlanChange,
        of="line__person_id",
        name="plan-changes",
        others=frozenset({"asked_by", "wholesale_minor"}),
        stays="which plan a line had when, which bills rest on",
    ),
]


def lines_to_end(*, person_id: UUID, at: datetime) -> Iterator[Row]:
    """Say how many lines of a person are in service."""
    if number := Line.objects.of_person(person_id).filter(ended_at=None).count():
        title = ngettext("%(n)s line is in service", "%(n)s lines are in service", number)
        yield Row(
            title % {"n": number},
            gettext("End it first, or take its number along."),
            gettext("Your lines"),
        )


TIES = [Tie("tenant", lines_to_end, order=10, url_name="my-home")]
