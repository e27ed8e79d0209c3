"""What numbers on their way open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext

from catalog.porting.belongings import BELONGINGS
from catalog.porting.queries import late_arrivals
from kith.doors import Doors, Row, Today
from kith.wall import TenantRef


def numbers_that_wait(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many of a shop's customers wait too long for their own number."""
    if number := late_arrivals(at=at):
        title = ngettext(
            "%(n)s customer waits too long for their number",
            "%(n)s customers wait too long for their numbers",
            number,
        )
        yield Row(
            title=title % {"n": number},
            text=gettext("The telco’s staff look after it. You can tell the customer that."),
            action=gettext("Review"),
        )


DOORS = Doors(
    belongings=BELONGINGS,
    today=[
        Today(
            permission="customers.read",
            rows=numbers_that_wait,
            url_name="desk-lines",
            icon="smartphone",
            order=35,
        )
    ],
)
