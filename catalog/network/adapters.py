"""Which adapter answers for the operator's network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.network.manual_desk import ManualDesk
from catalog.network.port import NetworkPort, NetworkUnreachable
from catalog.network.tmf640_client import Tmf640Client
from kith.fence.gate import is_held

_answering: ContextVar[NetworkPort | None] = ContextVar("network_answering", default=None)


def _tmf640() -> NetworkPort:
    return Tmf640Client(url=settings.NETWORK_URL, timeout_seconds=settings.NETWORK_TIMEOUT_SECONDS)


MANUAL = "manual"
ADAPTERS: dict[str, Callable[[], NetworkPort]] = {MANUAL: ManualDesk, "tmf640": _tmf640}


class AdapterUnknown(LookupError):
    """No adapter for the network has this name."""


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
    """
    Return the adapter named, or the one the settings name.

    While all sending is held only people are asked: a copy of the data ends nobody's service, and
    a house that was put back suspends nobody for a bill whose payment it forgot.

    :raises AdapterUnknown: none has that name
    :raises NetworkUnreachable: all sending is held: ask again later
    """
    name = adapter or settings.NETWORK_ADAPTER
    if name not in ADAPTERS:
        known = ", ".join(sorted(ADAPTERS))
        raise AdapterUnknown(f"NETWORK_ADAPTER names {name!r}; known are {known}")
    if name != MANUAL and is_held():
        raise NetworkUnreachable(_("The network is not asked while all sending is held."))
    if not adapter and (other := _answering.get()) is not None:
        return other
    return ADAPTERS[name]()
