"""What referrals open to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "network": [NavItem("my-referrals", _("My referrals"), "link", order=30)],
        "staff": [
            NavItem(
                "staff-referrals", _("Referrals"), "link", permission="referrals.decide", order=90
            )
        ],
    },
    permissions={"referrals.decide": {"staff"}},
)
