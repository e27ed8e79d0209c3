"""Sign a person out of browsers."""

from uuid import UUID

from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import Session


@public_side
@transaction.atomic
def end_sessions(*, person_id: UUID, keep: UUID | None = None, family: UUID | None = None) -> int:
    """
    Return in how many browsers a person was signed out, at every host of the network.

    The one whose sessions are of that family, or all; never the one whose family is kept.
    """
    rows = Session.objects.filter(person_id=person_id)
    if keep:
        rows = rows.exclude(family=keep)
    if family:
        rows = rows.filter(family=family)
    ended = rows.values("family").distinct().count()
    rows.delete()
    return ended
