"""What invoices and saved cards open to the whole house."""

from django.utils.translation import gettext_lazy as _

from kith.doors import Doors
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "my": [
            NavItem("my-invoices", _("Invoices"), "receipt", order=30),
            NavItem("my-card", _("Card"), "credit-card", order=35),
        ],
        "desk": [
            NavItem("desk-invoices", _("Invoices"), "receipt", permission="invoices.read", order=70)
        ],
    },
    permissions={
        "invoices.read": {"reseller", "operator", "staff", "finance", "approver"},
        "invoices.refund": {"reseller", "operator", "finance"},
    },
)
