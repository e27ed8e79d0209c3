"""Drop copies of everything that were ready long ago."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kith.retention import Rule, over_before
from kith.wall import public_side
from tenants.privacy.copies import remove_copy
from tenants.privacy.models import PersonalCopy

# Time enough to take it away; longer it would only be worth stealing.
RULES = [Rule(since=date(2026, 12, 1), days=7)]


@public_side
def sweep_copies(*, at: datetime) -> int:
    """Drop files and rows whose time is over; returns how many went. Twice drops no more."""
    before = over_before(RULES, at=at)
    if before is None:
        return 0
    over = PersonalCopy.objects.filter(ready_at__lt=before).order_by("pk")
    return sum(_drop(copy_id) for copy_id in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _drop(copy_id: UUID) -> bool:
    copy = PersonalCopy.objects.filter(pk=copy_id).locked().first()
    if copy is None:
        return False
    remove_copy(copy_id)
    copy.delete()
    return True
