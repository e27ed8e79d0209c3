"""Send a session on its way to another host."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from kith.limits.allowances import Rate, spend
from kith.wall import public_side
from tenants.accounts.access import digest_of
from tenants.accounts.hand_overs import TOKEN_LIFE, SignedIn
from tenants.accounts.models import HandOver

# Nobody opens that many shops; a page that sends its readers round and round does.
A_PERSON = Rate(40, timedelta(minutes=10))


@public_side
@transaction.atomic
def issue_hand_over(
    *, who: SignedIn, host: str, tenant_id: UUID | None, browser: str, onward: str, at: datetime
) -> str:
    """
    Return a token that opens a host, in the browser with that mark there, once, within 30 seconds.

    :raises TooOften: the person was handed over too often lately; says when they may again
    """
    spend("hand-over", by=str(who.person_id), rate=A_PERSON, at=at)
    token = secrets.token_urlsafe(32)
    HandOver.objects.create(
        digest=digest_of(token),
        person_id=who.person_id,
        browser=browser,
        host=host,
        tenant_id=tenant_id,
        onward=onward,
        family=who.family,
        auth_hash=who.auth_hash,
        proofs=who.proofs,
        session_ends_at=who.ends_at,
        issued_at=at,
        ends_at=at + TOKEN_LIFE,
    )
    return token
