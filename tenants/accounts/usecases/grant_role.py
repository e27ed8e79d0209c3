"""Give a person a role, in one tenant or network-wide."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.events import RoleGranted
from tenants.accounts.models import PartyRole, Person, Role


@public_side
@transaction.atomic
def grant_role(
    *,
    person_id: UUID,
    role: str,
    tenant_id: UUID | None,
    granted_by: UUID | None,
    at: datetime,
) -> PartyRole:
    """
    Return the open role; granting it again returns the one that is open.

    :raises ValueError: there is no such role
    :raises Person.DoesNotExist: nobody has this id
    """
    role = Role(role).value
    Person.objects.locked().get(pk=person_id)
    # The person's row is locked: nobody grants the same role in between.
    held = (
        PartyRole.objects.current()
        .in_tenant(tenant_id)
        .filter(person_id=person_id, role=role)
        .first()
    )
    is_new = held is None
    held = held or PartyRole.objects.create(
        person_id=person_id, tenant_id=tenant_id, role=role, starts_at=at, granted_by=granted_by
    )
    if is_new:
        if granted_by:
            # What a rule or a purchase gives is told by the rule; what a person gives is audited.
            record(
                "role.granted",
                actor_id=granted_by,
                subject=f"person:{person_id}",
                detail={"role": role, "tenant": str(tenant_id) if tenant_id else None},
                at=at,
            )
        publish(RoleGranted(person_id=person_id, role=role, tenant_id=tenant_id))
    return held
