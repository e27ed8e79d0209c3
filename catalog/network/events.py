"""What the operator's network says."""

from datetime import date
from uuid import UUID

from kith.outbox import Event

# Whom a number waits for that is to come: us, who have to ask; its operator; or its day.
WAIT_FOR = US, OPERATOR, DAY = "us", "operator", "day"


class NetworkAnswered(Event, name="network.answered"):
    """The network, or whoever does its work by hand, ended a request: `done` or `failed`."""

    request_id: str
    state: str
    reference: str = ""
    reason: str = ""


class LeavingCodeTried(Event, name="network.leaving_code_tried"):
    """Another operator named a code for a number: a right one, or how many wrong ones are left."""

    code_id: UUID
    operator: str
    is_right: bool
    tries_left: int


class NumberMovedAway(Event, name="network.number_moved_away"):
    """The network says that a number is with another operator now."""

    code_id: UUID
    e164: str
    operator: str


class ComingNumberAnswered(Event, name="network.coming_number_answered"):
    """The network says how a number stands that comes from another operator."""

    port_in_id: UUID
    state: str
    reason: str = ""
    moves_on: date | None = None
