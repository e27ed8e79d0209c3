"""Note who acts next about a number that comes from another operator."""

from datetime import date, datetime
from uuid import UUID

from catalog.network.models import ComingNumber
from kith.wall import public_side


@public_side
def note_number(
    *, port_in_id: UUID, waits_for: str, moves_on: date, late_from: datetime, at: datetime
) -> None:
    """Say who acts next, and from when on that is too long; of one that ended nothing changes."""
    ComingNumber.objects.open().filter(pk=port_in_id).update(
        waits_for=waits_for, waits_since=at, moves_on=moves_on, late_from=late_from
    )
