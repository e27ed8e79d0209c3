"""What a shop's offers open to the whole house."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.storefront.queries import offer_counts
from kith.doors import Doors, Row, Today
from kith.ui.navigation import NavItem
from kith.wall import TenantRef


def unfinished_drafts(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many offers were begun and are not on sale."""
    _on_sale, number = offer_counts()
    if number:
        title = ngettext("%(n)s draft is not on sale", "%(n)s drafts are not on sale", number)
        yield Row(
            title=title % {"n": number},
            text=gettext("Publish it, or throw it away."),
            action=gettext("Finish"),
        )


DOORS = Doors(
    navigation={
        "shop": [NavItem("shop-home", _("Plans"), "tag", order=10)],
        "desk": [NavItem("desk-offers", _("Offers"), "tag", permission="offers.read", order=20)],
    },
    permissions={
        "offers.read": {"teammate", "reseller", "operator"},
        "offers.publish": {"reseller", "operator"},
    },
    today=[
        Today(
            permission="offers.read",
            rows=unfinished_drafts,
            url_name="desk-offers",
            icon="tag",
            order=40,
        )
    ],
)
