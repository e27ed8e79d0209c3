"""Write down that somebody signed in."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.queries import last_recorded
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.events import DeviceSeen

ACTION = "account.signed_in"


@public_side
@transaction.atomic
def note_sign_in(
    *, person_id: UUID, device: str, is_known: bool, tenant_id: UUID | None, at: datetime
) -> None:
    """
    Record a sign-in, and have its owner told of one with a browser that is new.

    The first sign-in of an account is no news: there is nobody to warn.
    """
    subject = f"person:{person_id}"
    if not is_known and last_recorded(action=ACTION, subject=subject):
        publish(DeviceSeen(person_id=person_id, device=device, happened_at=at, tenant_id=tenant_id))
    record(ACTION, actor_id=person_id, subject=subject, detail={"device": device}, at=at)
