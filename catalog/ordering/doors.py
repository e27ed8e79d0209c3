"""What orders open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.ordering.belongings import BELONGINGS, TIES
from catalog.ordering.queries import TO_POST, open_order_count, order_tally
from kith.doors import Doors, Obstacle, Row, Today
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def orders_under_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many SIM cards wait to be posted, and how many paid orders are not active yet."""
    tally = order_tally()
    if tally.to_post:
        title = ngettext(
            "%(n)s SIM card waits to be posted", "%(n)s SIM cards wait to be posted", tally.to_post
        )
        yield Row(
            title=title % {"n": tally.to_post},
            text=gettext("The buyer is told as soon as you say that it is on its way."),
            action=gettext("See the address"),
            query=f"state={TO_POST}",
        )
    if number := tally.waiting:
        title = ngettext(
            "%(n)s order is being activated", "%(n)s orders are being activated", number
        )
        yield Row(
            title=title % {"n": number},
            text=gettext("The network acts next. Look whether one takes too long."),
            action=gettext("Review"),
        )


def orders_in_the_way(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many orders a shop has that are not at an end."""
    if number := open_order_count():
        title = ngettext("%(n)s order is open", "%(n)s orders are open", number)
        yield Row(
            title=title % {"n": number},
            text=gettext("Have each one active, cancelled or refunded first."),
            action="",
        )


DOORS = Doors(
    belongings=BELONGINGS,
    ties=TIES,
    navigation={
        "my": [NavItem("my-orders", _("Orders"), "package", order=20)],
        "desk": [
            NavItem("desk-orders", _("Orders"), "package", permission="orders.read", order=30)
        ],
    },
    permissions={
        "orders.read": {"teammate", "reseller", "operator"},
        "orders.fulfil": {"teammate", "reseller", "operator"},
    },
    obstacles=[Obstacle(orders_in_the_way, order=20)],
    today=[
        Today(
            permission="orders.read",
            rows=orders_under_way,
            url_name="desk-orders",
            icon="users",
            order=20,
        )
    ],
)
