"""Let a code for leaving be good for nothing any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.network.models import LeavingCode
from kith.wall import public_side


@public_side
@transaction.atomic
def end_leaving_code(*, code_id: UUID, at: datetime) -> bool:
    """
    End a code, and say whether it is ended now.

    No longer once the network took it: the number is on its way, and who took it stops it there.
    """
    code = LeavingCode.objects.locked().get(pk=code_id)
    if code.move_id and code.ended_at is None:
        return False
    if code.ended_at is None:
        code.ended_at = at
        code.save(update_fields=["ended_at"])
    return True
