"""What the operator's network says."""

from kith.outbox import Event


class NetworkAnswered(Event, name="network.answered"):
    """The network, or whoever does its work by hand, ended a request: `done` or `failed`."""

    request_id: str
    state: str
    reference: str = ""
    reason: str = ""
