"""What a seller's circle opens to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ambassadors.circle.belongings import BELONGINGS
from ambassadors.circle.queries import waiting_count
from ambassadors.circle.usecases.measure_circle import measure_circle
from kith.doors import Doors, Job, Row, Today
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def waiting_customers(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many are served and wait for room in the circle."""
    if number := waiting_count():
        title = ngettext("%(n)s customer waits for room", "%(n)s customers wait for room", number)
        yield Row(
            title=title % {"n": number},
            text=gettext("They are served; your next ring takes them in."),
            action=gettext("Review"),
        )


DOORS = Doors(
    belongings=BELONGINGS,
    navigation={
        "desk": [
            NavItem("desk-circle", _("Circle"), "users", permission="circle.invite", order=40),
            NavItem("desk-share", _("Share"), "share-2", permission="desk.read", order=80),
        ],
    },
    permissions={"circle.invite": {"reseller", "operator"}},
    jobs=[
        # Before the assessment, which judges by what is counted here.
        Job(
            "measure-circles",
            _("Count lines and the health of circles"),
            measure_circle,
            crontab(hour="1", minute="0"),
            in_each_tenant=True,
            # Each week's health stands by itself, and a ring opens after twelve without a gap.
            is_each_turn_run=True,
        ),
    ],
    today=[
        Today(
            permission="circle.invite",
            rows=waiting_customers,
            url_name="desk-circle",
            icon="circle-dashed",
            order=30,
        )
    ],
)
