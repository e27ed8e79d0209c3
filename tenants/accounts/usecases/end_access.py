"""Take everybody's access to a shop back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Greatest

from kith.wall import public_side
from tenants.accounts.models import AccessToken, PartyRole, Session


@public_side
@transaction.atomic
def end_access(*, tenant_id: UUID, at: datetime) -> None:
    """
    End every role held in a closed shop, and make its tokens and sessions worthless.

    People keep their account and what they are elsewhere. Twice ends no more.
    """
    roles = PartyRole.objects.current().in_tenant(tenant_id)
    roles.update(ends_at=Greatest("starts_at", at))
    AccessToken.objects.live().filter(tenant_id=tenant_id).update(revoked_at=at)
    Session.objects.filter(tenant_id=tenant_id).delete()
