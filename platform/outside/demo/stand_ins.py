"""
What is otherwise while a past is put in place.

The network and the payment processor are asked through their real doors by the real use-cases;
only the one who answers is another. The network of that time said yes at once. The processor
puts things where its stand-in keeps them, at the time they happened (`outside.demo.processor`).
The rest is haste: what a load of minutes may do and a running Kith may not.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from catalog.network.adapters import answering_for_network
from catalog.network.port import NetworkAnswer, NumberToBring, PortAnswer, Subscription


class WillingNetwork:
    """A network that does what it is asked, at once; or refuses whom it is told to refuse."""

    def __init__(self) -> None:
        self.refusal = ""

    def answer(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Answer any request at once."""
        if self.refusal:
            return NetworkAnswer("failed", reason=self.refusal)
        # Without a reference the network is asked by the number later on, which it knows.
        return NetworkAnswer("done")

    def bring_number(
        self, *, request_id: str, subscription: Subscription, number: NumberToBring
    ) -> PortAnswer:
        """Take the wish; what the other operator says of it is told by whoever tells the story."""
        return PortAnswer("asked", moves_on=number.wanted_on)

    def find_number(self, *, request_id: str) -> PortAnswer | None:
        return None

    def leave_number(self, *, request_id: str, reference: str) -> PortAnswer:
        return PortAnswer("cancelled")

    reserve = activate = suspend = resume = swap = change_plan = terminate = answer


@contextmanager
def willing_network() -> Iterator[WillingNetwork]:
    """Let the network of the past answer until the block ends."""
    network = WillingNetwork()
    with answering_for_network(network):
        yield network


@contextmanager
def rare_collection() -> Iterator[None]:
    """Look for garbage seldom: a load makes millions of short-lived rows and no circles."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
