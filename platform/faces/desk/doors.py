"""What a seller's first page opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "shop": [NavItem("desk-home", _("Desk"), "briefcase", permission="desk.read", order=30)],
        "desk": [NavItem("desk-home", _("Today"), "sun", permission="desk.read", order=10)],
    },
    permissions={"desk.read": {"teammate", "reseller", "operator"}},
)
