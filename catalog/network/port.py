"""The one door to the operator's network: what we may ask, and what may be answered."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, Protocol

from django.conf import settings

from kith.errors import DomainError

Verb = Literal["reserve", "activate", "suspend", "resume", "swap", "terminate"]
State = Literal["done", "pending", "failed"]


class NetworkUnreachable(DomainError):
    """Nobody knows whether the network did it: ask again with the same request id."""

    code = "network.unreachable"


@dataclass(frozen=True)
class Subscription:
    """What the network knows of a line; `reference` is the network's own name for it."""

    e164: str
    iccid: str
    imsi: str = ""
    plan: str = ""
    reference: str = ""


@dataclass(frozen=True)
class NetworkAnswer:
    """The network's word on one request; `pending` is followed by a callback."""

    state: State
    reference: str = ""
    reason: str = ""

    @property
    def is_done(self) -> bool:
        return self.state == "done"

    @property
    def is_failed(self) -> bool:
        return self.state == "failed"


class NetworkPort(Protocol):
    """
    Every request carries an id of ours; the same id again gets the answer of the first.

    Each raises NetworkUnreachable when no answer came.
    """

    def reserve(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Prepare a service for the number and the SIM, without switching it on."""

    def activate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Switch the service on."""

    def suspend(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Bar the service for a while, as after a lost phone."""

    def resume(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Lift the bar."""

    def swap(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Move the service to the SIM the subscription now names."""

    def terminate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """End the service for good; a service the network never knew counts as ended."""


_answering: ContextVar[NetworkPort | None] = ContextVar("network_answering", default=None)


@contextmanager
def answering_for_network(other: NetworkPort) -> Iterator[None]:
    """
    Let another one answer for the network that the settings name until the block ends.

    An adapter that is asked for by its name answers for itself.
    """
    before = _answering.set(other)
    try:
        yield
    finally:
        _answering.reset(before)


def network_port(*, adapter: str = "") -> NetworkPort:
    """Return the adapter named, or the one the settings name."""
    if not adapter and (other := _answering.get()) is not None:
        return other
    # Imported here: the adapters know this module, and only one of them is needed.
    from catalog.network.manual_desk import ManualDesk
    from catalog.network.simulator_client import SimulatorClient

    name = adapter or settings.NETWORK_ADAPTER
    if name == "manual":
        return ManualDesk()
    return SimulatorClient(
        url=settings.NETWORK_URL, timeout_seconds=getattr(settings, "NETWORK_TIMEOUT_SECONDS", 5.0)
    )
