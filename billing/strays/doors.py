"""What unknown movements open to the whole house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from billing.strays.queries import held_count, strays_left
from kith.doors import Doors, Waiting
from kith.ui.navigation import NavItem

RELEASE = "sending.release"

DOORS = Doors(
    navigation={
        "staff": [
            NavItem(
                "staff-strays",
                _("Unknown movements"),
                "circle-alert",
                permission="strays.read",
                order=96,
            )
        ]
    },
    permissions={
        "strays.read": {"staff", "finance", "approver"},
        "strays.adopt": {"finance"},
        RELEASE: {"finance", "approver"},
    },
    waiting=[
        Waiting(
            permission="strays.read",
            count=held_count,
            url_name="staff-strays",
            icon="circle-alert",
            title=ngettext_lazy("All payments are held", "All payments are held", "n"),
            text=_("The books have to be compared with the processor before anything is sent."),
            action=_("Compare"),
            order=1,
        ),
        Waiting(
            permission="strays.adopt",
            count=strays_left,
            url_name="staff-strays",
            icon="circle-alert",
            title=ngettext_lazy(
                "%(n)s movement is not in the books", "%(n)s movements are not in the books", "n"
            ),
            text=_("Money moved at the processor, and nothing here knows of it."),
            action=_("Look"),
            order=2,
        ),
    ],
)
