"""Look up who encouraged somebody new, no oftener than a person types."""

from datetime import datetime, timedelta

from kith.limits.allowances import Rate, spend
from tenants.accounts.queries import PersonCard
from tenants.accounts.questions import find_encourager

# A name is looked up a few times while it is typed; more is leafing through the network.
LOOK_UPS = Rate(60, timedelta(minutes=10))


def look_up_encourager(*, text: str, asked_from: str, at: datetime) -> list[PersonCard]:
    """
    Return whom a handle or a code names, for one who asks from an address.

    :raises TooOften: more was asked from there than anybody types
    """
    if not text.strip():
        return []
    spend("encourager", by=asked_from, rate=LOOK_UPS, at=at)
    return find_encourager(text=text)
