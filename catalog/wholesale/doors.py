"""What the telco's catalogue opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem("staff-catalog", _("Catalogue"), "tag", permission="catalog.import", order=50)
        ],
    },
    permissions={"catalog.import": {"staff"}},
)
