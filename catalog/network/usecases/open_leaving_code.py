"""Let a number leave by a code."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.network.leaving import digest_of
from catalog.network.models import LeavingCode
from kith.wall import public_side


@public_side
@transaction.atomic
def open_leaving_code(
    *, code_id: UUID, tenant_id: UUID, e164: str, code: str, good_until: datetime, at: datetime
) -> None:
    """Have the network's question for a number answered by this code; one before it is dead."""
    if LeavingCode.objects.filter(pk=code_id).exists():
        return
    LeavingCode.objects.filter(e164=e164, ended_at=None).update(ended_at=at)
    LeavingCode.objects.create(
        id=code_id,
        tenant_id=tenant_id,
        e164=e164,
        digest=digest_of(e164=e164, code=code),
        good_until=good_until,
    )
