"""What a person's own account opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={"my": [NavItem("my-profile", _("Profile"), "user", order=40)]},
)
