"""
Names for requests to the network.

Each says whose it is, so that an answer arriving hours later finds its way home. The tenant it
names is only where we look: an answer counts when that tenant is waiting for this very id.
"""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class RequestId:
    tenant: UUID
    kind: str
    subject: UUID
    verb: str
    attempt: int

    def __str__(self) -> str:
        return f"{self.tenant}/{self.kind}/{self.subject}/{self.verb}/{self.attempt}"


def read_request_id(text: str) -> RequestId | None:
    """Take a request id apart; None when it is not one of ours."""
    parts = text.split("/")
    if len(parts) != 5:
        return None
    tenant, kind, subject, verb, attempt = parts
    try:
        return RequestId(UUID(tenant), kind, UUID(subject), verb, int(attempt))
    except ValueError:
        return None
