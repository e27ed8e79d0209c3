"""What the letters open to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kith.doors import Doors, Waiting
from kith.outbox.queries import parked_count
from kith.ui.navigation import NavItem

DOORS = Doors(
    navigation={
        "staff": [
            NavItem(
                "staff-letters", _("Letters"), "mail-warning", permission="letters.replay", order=99
            )
        ],
    },
    permissions={"letters.replay": {"staff"}},
    waiting=[
        Waiting(
            permission="letters.replay",
            count=parked_count,
            url_name="staff-letters",
            icon="mail-warning",
            title=ngettext_lazy(
                "%(n)s letter could not be delivered", "%(n)s letters could not be delivered", "n"
            ),
            text=_("A reaction failed eight times and waits for a person."),
            action=_("Look"),
            order=50,
        )
    ],
)
