"""What of a buyer stands in a shop's orders."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext, ngettext

from catalog.ordering.models import Activation, Order
from kith.belongings import GONE, Belongings, Row, Tie

BELONGINGS = [
    Belongings(
        Order,
        of="person_id",
        name="orders",
        is_list=True,
        secrets=frozenset({"token"}),
        others=frozenset(
            {"idempotency_key", "encouraged_by_id", "encourager_word", "wholesale_minor"}
        ),
        by_address="contact_email",
        erased={
            "contact_name": GONE,
            "contact_email": "",
            "contact_phone": "",
            # Empty it could not stand beside a SIM card that was posted.
            "delivery_address": GONE,
            "encourager_word": "",
            "remarks": {},
            "external_id": "",
        },
        stays="what was bought, which its bill rests on",
    ),
    Belongings(
        Activation,
        of="order__person_id",
        name="activations",
        secrets=frozenset({"activation_code"}),
        others=frozenset({"network_reference"}),
        erased={"activation_code": ""},
        stays="which number and SIM an order was given",
    ),
]


def orders_in_the_way(*, person_id: UUID, at: datetime) -> Iterator[Row]:
    """Say how many orders of a person are paid and on their way."""
    under_way = Order.objects.filter(
        person_id=person_id, paid_at__isnull=False, active_at=None, failed_at=None
    )
    if number := under_way.filter(cancelled_at=None).count():
        title = ngettext("%(n)s order is on its way", "%(n)s orders are on their way", number)
        yield Row(
            title % {"n": number},
            gettext("Wait until it is there, then end it."),
            gettext("Review"),
        )


TIES = [Tie("tenant", orders_in_the_way, order=20, url_name="my-orders")]
