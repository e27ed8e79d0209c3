"""What unknown movements open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from billing.strays.queries import held_count, strays_left
from kith.doors import Doors, Obstacle, Row, Waiting
from kith.ui.navigation import NavItem
from kith.wall import TenantRef

RELEASE = "sending.release"


def unknown_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say that money moved of which nobody knows yet whose it is."""
    if held_count() or strays_left():
        yield Row(
            gettext("Payments are held, or money moved that the books do not know"),
            gettext("Take each movement into the books, and let payments go on."),
            gettext("Compare"),
        )


DOORS = Doors(
    mentions={
        "strays.Stray.accepted_by": "who of the staff decided: kept with the books",
        "strays.Stray.settled_by": "who of the staff decided: kept with the books",
    },
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
    obstacles=[Obstacle(unknown_in_the_way, order=70, url_name="staff-strays")],
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
            action=_("Review"),
            order=2,
        ),
    ],
)
