"""What a shop's offers open to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "shop": [NavItem("shop-home", _("Plans"), "tag", order=10)],
        "desk": [NavItem("desk-offers", _("Offers"), "tag", permission="offers.read", order=20)],
    },
    permissions={
        "offers.read": {"teammate", "reseller", "operator"},
        "offers.publish": {"reseller", "operator"},
    },
)
