"""Let a person be known at a storefront they were not known at before."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import Consent, PartyRole, Role
from tenants.accounts.usecases.grant_role import grant_role


@public_side
@transaction.atomic
def join_tenant(*, person_id: UUID, tenant_id: UUID, at: datetime) -> PartyRole:
    """Return the customer's role the person now has there, with the consent that carries it."""
    role = grant_role(
        person_id=person_id, role=Role.CUSTOMER, tenant_id=tenant_id, granted_by=None, at=at
    )
    Consent.objects.get_or_create(
        person_id=person_id,
        tenant_id=tenant_id,
        purpose="share-contact",
        withdrawn_at=None,
        defaults={"given_at": at},
    )
    return role
