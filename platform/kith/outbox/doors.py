"""What the letters open to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem(
                "staff-letters", _("Letters"), "mail-warning", permission="letters.replay", order=99
            )
        ],
    },
    permissions={"letters.replay": {"staff"}},
)
