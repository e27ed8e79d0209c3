"""Expect a number from another operator no longer."""

from datetime import datetime
from uuid import UUID

from catalog.network.models import ComingNumber
from kith.wall import public_side


@public_side
def stop_expecting_number(*, port_in_id: UUID, at: datetime) -> None:
    """Note that it is here, or does not come: from now on anybody may ask for it."""
    ComingNumber.objects.open().filter(pk=port_in_id).update(ended_at=at)
