"""The one door to the operator's network: what we may ask, and what may be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from kith.errors import DomainError, Unavailable

Verb = Literal["reserve", "activate", "suspend", "resume", "swap", "change_plan", "terminate"]
State = Literal["done", "pending", "failed"]


class NetworkUnreachable(Unavailable, DomainError):
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


@dataclass(frozen=True)
class NumberToBring:
    """A number that is with another operator, and what that operator knows its holder by."""

    e164: str
    operator: str
    account: str
    wanted_on: date


PortState = Literal["asked", "accepted", "refused", "moved", "cancelled"]


@dataclass(frozen=True)
class PortAnswer:
    """How a number stands that is to come; `reason` is a code, or words of the other side's."""

    state: PortState
    reference: str = ""
    reason: str = ""
    moves_on: date | None = None


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

    def change_plan(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """Give the service the plan that the subscription now names."""

    def bring_number(
        self, *, request_id: str, subscription: Subscription, number: NumberToBring
    ) -> PortAnswer:
        """Ask another operator for a number, which takes the place of the subscription's."""

    def find_number(self, *, request_id: str) -> PortAnswer | None:
        """Look how a number stands that was asked for; None where nobody was ever asked."""

    def leave_number(self, *, request_id: str, reference: str) -> PortAnswer:
        """Call a number off, and say how it stands then: it may have moved already."""

    def terminate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        """End the service for good; a service the network never knew counts as ended."""
