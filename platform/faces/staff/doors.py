"""What the staff's first page opens to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "network": [NavItem("staff-home", _("Staff"), "inbox", permission="staff.read", order=50)],
        "staff": [
            NavItem("staff-home", _("Waiting"), "inbox", permission="staff.read", order=10),
            NavItem("staff-rules", _("Rules"), "scroll-text", permission="rules.read", order=94),
            NavItem("staff-audit", _("Audit"), "shield", permission="audit.read", order=97),
        ],
    },
    permissions={
        "staff.read": {"staff", "finance", "approver"},
        "rules.read": {"staff", "finance", "approver"},
        "audit.read": {"finance", "approver"},
    },
)
