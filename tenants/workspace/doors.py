"""What a shop's own face opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "desk": [
            NavItem(
                "desk-settings", _("Settings"), "settings", permission="settings.edit", order=90
            ),
            NavItem("desk-team", _("Team"), "users-round", permission="team.read", order=100),
        ],
    },
    permissions={
        "settings.edit": {"reseller", "operator"},
        "team.read": {"teammate", "reseller", "operator"},
        "brand.edit": {"operator"},
        "domains.claim": {"operator"},
    },
)
