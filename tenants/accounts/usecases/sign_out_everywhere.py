"""Sign a person, or everybody, out of every browser and program on every host."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.wall import public_side
from tenants.accounts.models import AccessToken, Session


@public_side
@transaction.atomic
def sign_out_everywhere(*, person_id: UUID | None, at: datetime) -> tuple[int, int]:
    """
    Return how many sessions ended and tokens were revoked: one person's, with None everybody's.

    Passwords and second factors stay as they are. Twice ends no more.
    """
    sessions, tokens = Session.objects.exclude(person_id=None), AccessToken.objects.live()
    if person_id is not None:
        sessions, tokens = (
            sessions.filter(person_id=person_id),
            tokens.filter(person_id=person_id),
        )
    ended, revoked = sessions.delete()[0], tokens.update(revoked_at=at)
    record(
        "account.signed_out_everywhere",
        actor_id=None,
        subject=f"person:{person_id}" if person_id else "everybody",
        detail={"sessions": ended, "tokens": revoked},
        at=at,
    )
    return ended, revoked
