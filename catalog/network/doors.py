"""What the network's desk opens to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from catalog.network.queries import open_task_count
from kith.doors import Doors, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
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
        )
    ],
)
