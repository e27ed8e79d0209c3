"""What an order says to the network about each of its lines, and by which door."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from catalog.network.adapters import MANUAL
from catalog.network.port import Subscription
from catalog.network.request_ids import RequestId, read_request_id
from catalog.ordering.events import ActivationDue, OrderFulfilmentDue
from catalog.ordering.models import Activation, Order
from kith.outbox import publish
from kith.wall import required_tenant

REQUEST_KIND = "order"
# After this many definite refusals, and this many looks into empty pools, we stop asking.
MOST_ATTEMPTS, MOST_EMPTY_LOOKS = 3, 6
# How long to wait before asking about a request the network is still busy with.
CHASE_SECONDS = 300
WAITS_SECONDS = (5, 15, 60, 300, 900, 3600)
# An outage of the network is waited out for three days: these waits, then an hour each time.
MOST_SILENCES = len(WAITS_SECONDS) - 1 + 72


def request_id(activation: Activation, verb: str) -> str:
    """Name the present request for one line; the same try has the same name."""
    return str(
        RequestId(required_tenant().uuid, REQUEST_KIND, activation.pk, verb, activation.attempt)
    )


def activation_named(text: str) -> UUID | None:
    """Give the activation a request is about; None when it is about something else."""
    name = read_request_id(text)
    return name.subject if name is not None and name.kind == REQUEST_KIND else None


def subscription_of(activation: Activation) -> Subscription:
    return Subscription(
        e164=activation.e164,
        iccid=activation.iccid,
        imsi=activation.imsi,
        plan=activation.order.base_code,
    )


def wait_seconds(count: int) -> int:
    """Say how long to wait before the next try, longer each time."""
    return WAITS_SECONDS[min(count, len(WAITS_SECONDS)) - 1]


def hands_failures_to_desk() -> bool:
    """Say whether staff get a last try by hand before the money goes back."""
    return settings.NETWORK_ON_FAILURE == "desk"


def fill_later(order: Order, *, at: datetime) -> None:
    """Post the order's next look at the pools, later each time; the same look is posted once."""
    publish(
        OrderFulfilmentDue(order_id=order.pk),
        key=f"{order.pk}:{order.empty_pool_count}",
        available_at=at + timedelta(seconds=wait_seconds(order.empty_pool_count)),
    )


def try_later(activation: Activation, *, at: datetime) -> None:
    """Post the line's next try, later each time; the same try is posted once."""
    count = activation.attempt + activation.unanswered_count
    publish(
        ActivationDue(activation_id=activation.pk),
        key=f"{activation.pk}:{activation.attempt}:{activation.unanswered_count}",
        available_at=at + timedelta(seconds=wait_seconds(count)),
    )


def chase_later(activation: Activation, *, at: datetime) -> None:
    """Post one look, later, at a request the network is still busy with."""
    publish(
        ActivationDue(activation_id=activation.pk),
        key=f"{activation.pk}:{activation.attempt}:chase:{int(at.timestamp()) // CHASE_SECONDS}",
        available_at=at + timedelta(seconds=CHASE_SECONDS),
    )


def is_by_hand(activation: Activation) -> bool:
    """Say whether people carry out the request, so that a second try is not automatic."""
    return (activation.adapter or settings.NETWORK_ADAPTER) == MANUAL
