"""End a role a person holds."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.wall import public_side
from tenants.accounts.models import PartyRole, Person, Role


@public_side
@transaction.atomic
def end_role(
    *,
    person_id: UUID | str,
    role: str,
    tenant_id: UUID | str | None,
    ended_by: UUID | str | None,
    at: datetime,
) -> PartyRole | None:
    """
    Return the role with its end; None when it was not held, so ending twice is harmless.

    :raises Person.DoesNotExist: nobody has this id
    """
    Person.objects.locked().get(pk=person_id)
    open_roles = PartyRole.objects.current().in_tenant(tenant_id)
    held = open_roles.filter(person_id=person_id, role=Role(role)).first()
    if held is None:
        return None
    held.ends_at = max(at, held.starts_at)
    held.save(update_fields=["ends_at"])
    if ended_by:
        record(
            "role.ended",
            actor_id=UUID(str(ended_by)),
            subject=f"person:{person_id}",
            detail={"role": held.role, "tenant": str(tenant_id) if tenant_id else None},
            at=at,
        )
    return held
