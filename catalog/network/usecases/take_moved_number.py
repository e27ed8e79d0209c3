"""Hear from the network that a number is with another operator now."""

from datetime import datetime

from django.db import transaction

from catalog.network.events import NumberMovedAway
from catalog.network.models import LeavingCode
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def take_moved_number(*, move_id: str, e164: str, operator: str, at: datetime) -> bool:
    """
    Pass the word on to the shop that served the number; say whether a code had let it go.

    The same word again is passed on once.
    """
    row = (
        LeavingCode.objects.locked().filter(e164=e164, move_id=move_id).exclude(move_id="").first()
    )
    if row is None:
        return False
    if row.ended_at is None:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    publish(
        NumberMovedAway(code_id=row.pk, e164=e164, operator=operator),
        key=f"{row.pk}:moved",
        to_tenant=row.tenant_id,
    )
    return True
