"""End what somebody sees of another's pages."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.wall import public_side
from tenants.accounts.models import LentView, Person


@public_side
@transaction.atomic
def end_view(*, at: datetime, owner_id: UUID | None = None, helper_id: UUID | None = None) -> int:
    """End what an owner lent, or what a helper took; returns how many. Twice ends no more."""
    if owner_id:
        rows = LentView.objects.open().filter(owner_id=owner_id)
    else:
        rows = LentView.objects.open().filter(helper_id=helper_id, taken_at__isnull=False)
    # Whose they are first, as whoever lends or takes one does.
    owners = Person.objects.filter(pk__in=list(rows.values_list("owner_id", flat=True)))
    for owner in owners.locked():
        Person.objects.filter(pk=owner.pk).update(seen_until=None)
    ended = 0
    for view in rows.filter(owner__in=owners).locked():
        view.ended_at, view.code, view.to_address = at, "", ""
        # What ended before its time is over now.
        view.ends_at = min(view.ends_at, at)
        view.save()
        ended += 1
    return ended
