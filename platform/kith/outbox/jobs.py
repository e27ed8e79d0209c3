"""Scheduled jobs claim their slot, so that two schedulers do nothing twice."""

from django.db import transaction

from kith.outbox.models import JobRun
from kith.wall.side import in_public


def claim_slot(*, name: str, slot: str) -> bool:
    """Return True for the one caller that may run the job for this slot of time."""
    with in_public(), transaction.atomic():
        _, is_new = JobRun.objects.get_or_create(name=name, slot=slot)
    return is_new
