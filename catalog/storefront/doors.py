"""What a shop's offers open to the whole house."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from celery.schedules import crontab
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.storefront.queries import offer_counts, stopped_count
from catalog.storefront.usecases.follow_catalogue import follow_catalogue
from catalog.storefront.web.rules import shelf_rules
from kith.doors import Doors, Job, Row, Today
from kith.ui.navigation import NavItem
from kith.wall import TenantRef

# For so long a seller's first page says what the network took off the shelf.
SAID_FOR = timedelta(days=14)


def stopped_by_the_network(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many offers the network took off the shelf lately."""
    if number := stopped_count(since=at - SAID_FOR):
        title = ngettext(
            "%(n)s offer is no longer on sale", "%(n)s offers are no longer on sale", number
        )
        yield Row(
            title=title % {"n": number},
            text=gettext("The telco changed what it is made of. Nobody new can buy it."),
            action=gettext("Review"),
        )


def unfinished_drafts(*, tenant: TenantRef, at: datetime) -> Iterator[Row]:
    """Say how many offers were begun and are not on sale."""
    _on_sale, number = offer_counts()
    if number:
        title = ngettext("%(n)s draft is not on sale", "%(n)s drafts are not on sale", number)
        yield Row(
            title=title % {"n": number},
            text=ngettext(
                "Publish it, or throw it away.", "Publish them, or throw them away.", number
            ),
            action=gettext("Finish"),
        )


DOORS = Doors(
    rules=[shelf_rules],
    navigation={
        "shop": [NavItem("shop-home", _("Plans"), "tag", order=10)],
        "desk": [NavItem("desk-offers", _("Offers"), "tag", permission="offers.read", order=20)],
    },
    permissions={
        "offers.read": {"teammate", "reseller", "operator"},
        "offers.publish": {"reseller", "operator"},
    },
    jobs=[
        Job(
            "follow-catalogue",
            _("Take off sale what the telco no longer sells"),
            follow_catalogue,
            crontab(hour="0", minute="10"),
            in_each_tenant=True,
        ),
    ],
    today=[
        Today(
            permission="offers.read",
            rows=stopped_by_the_network,
            url_name="desk-offers",
            icon="tag",
            order=35,
        ),
        Today(
            permission="offers.read",
            rows=unfinished_drafts,
            url_name="desk-offers",
            icon="tag",
            order=40,
        ),
    ],
)
