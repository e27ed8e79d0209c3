"""What the network's desk opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
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
)
