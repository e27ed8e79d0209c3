"""Take a token back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.wall import public_side
from tenants.accounts.models import AccessToken


@public_side
@transaction.atomic
def revoke_access_token(*, token_id: UUID, person_id: UUID, tenant_id: UUID, at: datetime) -> None:
    """
    Make one's own token worthless, from this moment; a second time changes nothing.

    :raises AccessToken.DoesNotExist: it is another's, another tenant's, or none
    """
    held = AccessToken.objects.held(person_id=person_id, tenant_id=tenant_id)
    token = held.select_for_update(of=("self",)).get(pk=token_id)
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(
            "token.revoked",
            actor_id=person_id,
            subject=f"token:{token_id}",
            detail={"tenant": str(tenant_id)},
            at=at,
        )
