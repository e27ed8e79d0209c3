"""Write down that the way into an account was changed."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.events import AccountChanged


@public_side
@transaction.atomic
def note_account_change(
    *,
    person_id: UUID,
    what: str,
    device: str,
    tenant_id: UUID | None,
    address: str,
    at: datetime,
) -> None:
    """Record a change, as the library calls it, and have its owner told, at `address` as well."""
    record(f"account.{what}", actor_id=person_id, subject=f"person:{person_id}", detail={}, at=at)
    publish(
        AccountChanged(
            person_id=person_id,
            what=what,
            device=device,
            happened_at=at,
            tenant_id=tenant_id,
            address=address,
        )
    )
