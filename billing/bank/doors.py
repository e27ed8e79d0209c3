"""What bank transfers open to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from billing.bank.belongings import MENTIONS
from billing.bank.queries import allotments_to_agree, open_entry_count, waiting_return_count
from kith.doors import Doors, Waiting
from kith.ui.navigation import NavItem

DOORS = Doors(
    mentions=MENTIONS,
    navigation={
        "staff": [
            NavItem("staff-bank", _("Bank transfers"), "landmark", permission="bank.read", order=38)
        ]
    },
    permissions={
        "bank.read": {"finance", "approver"},
        "bank.allot": {"finance"},
        "bank.agree": {"finance", "approver"},
    },
    waiting=[
        Waiting(
            permission="bank.allot",
            count=open_entry_count,
            url_name="staff-bank",
            icon="landmark",
            title=ngettext_lazy(
                "%(n)s transfer has not found its bill",
                "%(n)s transfers have not found their bill",
                "n",
            ),
            text=_("Money came on the bank account, and nothing says which bill it pays."),
            action=_("Review"),
            order=23,
        ),
        Waiting(
            permission="bank.allot",
            count=waiting_return_count,
            url_name="staff-bank-returns",
            icon="undo-2",
            title=ngettext_lazy(
                "%(n)s amount to send back at the bank",
                "%(n)s amounts to send back at the bank",
                "n",
            ),
            text=_("Nobody gets it back before somebody sends it."),
            action=_("Review"),
            order=24,
        ),
        Waiting(
            permission="bank.agree",
            count=allotments_to_agree,
            url_name="staff-bank-agreements",
            icon="check",
            title=ngettext_lazy(
                "%(n)s transfer waits for a second person",
                "%(n)s transfers wait for a second person",
                "n",
            ),
            text=_("What one person decided about it is above the limit."),
            action=_("Review"),
            order=25,
        ),
    ],
)
