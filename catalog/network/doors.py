"""What the network's desk opens to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from catalog.network.queries import late_number_count, open_task_count, open_tasks_of
from kith.doors import Doors, Obstacle, Row, Waiting
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def steps_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many steps at the network a shop waits for."""
    if number := open_tasks_of(tenant_id=tenant.uuid):
        title = ngettext(
            "%(n)s step waits at the network’s desk",
            "%(n)s steps wait at the network’s desk",
            number,
        )
        yield Row(
            title=title % {"n": number},
            text=gettext("Carry each one out there, or close it."),
            action=gettext("Carry out"),
        )


DOORS = Doors(
    mentions={
        "network.ManualTask.closed_by_id": "who of the staff did it by hand: kept with it",
    },
    navigation={
        "staff": [
            NavItem(
                "staff-network-tasks",
                _("Network desk"),
                "radio-tower",
                permission="network-tasks.edit",
                order=80,
            )
        ],
    },
    permissions={"network-tasks.edit": {"staff"}},
    obstacles=[Obstacle(steps_in_the_way, order=30, url_name="staff-network-tasks")],
    waiting=[
        Waiting(
            permission="network-tasks.edit",
            count=open_task_count,
            url_name="staff-network-tasks",
            icon="radio-tower",
            title=ngettext_lazy(
                "%(n)s step to carry out by hand", "%(n)s steps to carry out by hand", "n"
            ),
            text=_("A buyer waits for the network."),
            action=_("Carry out"),
            order=30,
        ),
        Waiting(
            permission="network-tasks.edit",
            count=late_number_count,
            url_name="staff-network-tasks",
            icon="smartphone",
            title=ngettext_lazy("%(n)s number waits too long", "%(n)s numbers wait too long", "n"),
            text=_("A customer waits for their own number, and nobody acts."),
            action=_("Review"),
            order=31,
        ),
    ],
)
