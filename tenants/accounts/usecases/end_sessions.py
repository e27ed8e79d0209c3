"""Sign a person out of browsers."""

from uuid import UUID

from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import Session


@public_side
@transaction.atomic
def end_sessions(
    *, person_id: UUID, tenant_id: UUID | None, keep: str | None, begins: str = ""
) -> int:
    """Return how many sessions ended: the one whose key begins so, or all but the one kept."""
    rows = Session.objects.filter(person_id=person_id, tenant_id=tenant_id)
    rows = rows.filter(session_key__startswith=begins).exclude(session_key=keep)
    return rows.delete()[0]
