"""
Tell the simulated network about the lines of the past, so that it can bar, swap and end them.

It is told beside everything else, by a thread that touches no database: the simulator writes each
service to disk before it answers, and nobody has to wait for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from django.conf import settings

from catalog.lines.models import Line
from catalog.network.adapters import network_port
from catalog.network.port import NetworkPort, Subscription
from catalog.ordering.models import Activation
from catalog.ordering.requests import request_id, subscription_of
from kith.wall import in_tenant
from tenants.registry.queries import live_tenants

SIMULATOR = "tmf640"


class Told:
    """What the simulator was told so far, and what is still on its way."""

    def __init__(self, network: NetworkPort | None, beside: ThreadPoolExecutor) -> None:
        self._network = network
        self._beside = beside
        self._known: set[str] = set()
        self._under_way: list[Future[None]] = []

    def tell(self) -> None:
        """Pass on every line in service that the simulator has not heard of."""
        if self._network is None:
            return
        for tenant in live_tenants():
            with in_tenant(tenant):
                fresh = [one for one in _in_service() if one[0] not in self._known]
            self._known |= {name for name, _, _ in fresh}
            self._under_way += [self._beside.submit(self._activate, *one) for one in fresh]

    def wait(self) -> int:
        """Wait until the simulator knows all of it; returns how many lines that is."""
        for one in self._under_way:
            one.result()
        return len(self._under_way)

    def _activate(self, name: str, subscription: Subscription, is_barred: bool) -> None:
        if self._network is None:
            return
        self._network.activate(request_id=name, subscription=subscription)
        if is_barred:
            self._network.suspend(request_id=f"{name}/bar", subscription=subscription)


@contextmanager
def telling() -> Iterator[Told]:
    """Tell the simulator beside the work of the block; without one nothing is told."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        # By its name: the network of the past answers for the one the settings name.
        is_there = settings.NETWORK_ADAPTER == SIMULATOR and settings.NETWORK_URL
        yield Told(network_port(adapter=SIMULATOR) if is_there else None, beside)


def _in_service() -> list[tuple[str, Subscription, bool]]:
    """Return each line in service by the request that opened it, and whether it is barred."""
    lines = {(line.order_id, line.place): line for line in Line.objects.filter(ended_at=None)}
    opened = Activation.objects.select_related("order").order_by(
        "order__placed_at", "order", "place"
    )
    return [
        (request_id(one, "activate"), subscription_of(one), line.is_suspended)
        for one in opened
        if (line := lines.get((one.order_id, one.place)))
    ]
