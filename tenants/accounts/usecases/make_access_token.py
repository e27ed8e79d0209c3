"""Make a token for a person's program."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.accounts.access import PREFIX, digest_of
from tenants.accounts.models import AccessToken


class TokenNameTaken(DomainError):
    """The person has a token of that name for this tenant."""

    code = "token.name_taken"


@public_side
@transaction.atomic
def make_access_token(
    *, person_id: UUID, tenant_id: UUID, name: str, may_write: bool, at: datetime
) -> str:
    """
    Return the new token's secret, which is told this once and kept nowhere.

    :raises TokenNameTaken: a token of that name is in use
    """
    secret = PREFIX + secrets.token_urlsafe(32)
    try:
        with transaction.atomic():
            token = AccessToken.objects.create(
                person_id=person_id,
                tenant_id=tenant_id,
                name=" ".join(name.split()),
                digest=digest_of(secret),
                may_write=may_write,
                created_at=at,
            )
    except IntegrityError as error:
        raise TokenNameTaken(
            _("You have a token of this name already."),
            mend=_("Choose another name, or revoke that one first."),
        ) from error
    record(
        "token.made",
        actor_id=person_id,
        subject=f"token:{token.pk}",
        detail={"tenant": str(tenant_id), "may_write": may_write},
        at=at,
    )
    return secret
