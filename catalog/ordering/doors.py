"""What orders open to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "my": [NavItem("my-orders", _("Orders"), "package", order=20)],
        "desk": [
            NavItem("desk-orders", _("Orders"), "package", permission="orders.read", order=30)
        ],
    },
    permissions={
        "orders.read": {"teammate", "reseller", "operator"},
        "orders.fulfil": {"teammate", "reseller", "operator"},
    },
)
