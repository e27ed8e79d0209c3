"""What an order says to the network, and by which door."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from catalog.network.port import Subscription
from catalog.network.request_ids import RequestId, read_request_id
from catalog.ordering.models import Order
from kith.outbox import publish
from kith.wall import required_tenant

REQUEST_KIND = "order"
MANUAL = "manual"
# After this many definite refusals, and this many silences, we stop asking.
MOST_ATTEMPTS = 3
MOST_SILENCES = 6
# How long to wait before asking about a request the network is still busy with.
CHASE_SECONDS = 300
WAITS_SECONDS = (5, 15, 60, 300, 900, 3600)


def request_id(order: Order, verb: str) -> str:
    """Name the order's present request to the network; the same try has the same name."""
    return str(RequestId(required_tenant().uuid, REQUEST_KIND, order.pk, verb, order.attempt))


def order_named(text: str) -> UUID | None:
    """Give the order a request is about; None when it is about something else."""
    name = read_request_id(text)
    return name.subject if name is not None and name.kind == REQUEST_KIND else None


def subscription_of(order: Order) -> Subscription:
    return Subscription(e164=order.e164, iccid=order.iccid, imsi=order.imsi, plan=order.base_code)


def wait_seconds(count: int) -> int:
    """Say how long to wait before the next try, longer each time."""
    return WAITS_SECONDS[min(count, len(WAITS_SECONDS)) - 1]


def hands_failures_to_desk() -> bool:
    """Say whether staff get a last try by hand before the money goes back."""
    return getattr(settings, "NETWORK_ON_FAILURE", "refund") == "desk"


def try_later(order: Order, *, at: datetime) -> None:
    """Post the order's next try, later each time; the same try is posted once."""
    count = order.attempt + order.unanswered_count
    publish(
        "order.fulfilment_due",
        key=f"{order.pk}:{order.attempt}:{order.unanswered_count}",
        available_at=at + timedelta(seconds=wait_seconds(count)),
        order_id=order.pk,
    )


def chase_later(order: Order, *, at: datetime) -> None:
    """Post one look, later, at a request the network is still busy with."""
    publish(
        "order.fulfilment_due",
        key=f"{order.pk}:{order.attempt}:chase:{int(at.timestamp()) // CHASE_SECONDS}",
        available_at=at + timedelta(seconds=CHASE_SECONDS),
        order_id=order.pk,
    )


def is_by_hand(order: Order) -> bool:
    """Say whether people carry out the order's request, so that a second try is not automatic."""
    return (order.adapter or settings.NETWORK_ADAPTER) == MANUAL
