"""Tokens of people's programs: who shows one, and what it may do."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from kith.ui.formats import moment_text
from kith.wall import public_side
from tenants.accounts.models import AccessToken

# Whoever finds one where it should not be sees at once what it is.
PREFIX = "kith_"
# The last use is told to the minute: a program that asks often writes seldom.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class TokenShown:
    """A live token that was shown, and what it allows."""

    id: UUID
    person_id: UUID
    may_write: bool


@dataclass(frozen=True)
class TokenCard:
    """A token as its owner sees it; never the secret."""

    id: UUID
    name: str
    may_write: bool
    created_at: datetime
    last_used_at: datetime | None

    @property
    def scope(self) -> str:
        """What it allows, in words."""
        return _("Read and write") if self.may_write else _("Read only")

    @property
    def last_use(self) -> str:
        """When it was last used, in the reader's words."""
        if self.last_used_at is None:
            return _("Never used")
        return _("Last used %(when)s") % {"when": moment_text(self.last_used_at)}


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: 256 bits of chance need no salt and no slow hash."""
    return sha256(secret.encode()).hexdigest()


@public_side
def token_shown(*, secret: str, tenant_id: UUID, at: datetime) -> TokenShown | None:
    """Return the live token of this tenant that has this secret, and note that it was used."""
    found = AccessToken.objects.live().filter(digest=digest_of(secret), tenant_id=tenant_id)
    token = found.first()
    if token is None:
        return None
    if token.last_used_at is None or at - token.last_used_at >= NOTED_EVERY:
        found.update(last_used_at=at)
    return TokenShown(token.pk, token.person_id, token.may_write)


@public_side
def live_tokens(*, person_id: UUID, tenant_id: UUID) -> list[TokenCard]:
    """Return a person's tokens for this tenant's hosts, the newest first."""
    held = AccessToken.objects.live().held(person_id=person_id, tenant_id=tenant_id)
    return [
        TokenCard(row.pk, row.name, row.may_write, row.created_at, row.last_used_at)
        for row in held.order_by("-created_at", "pk")
    ]
