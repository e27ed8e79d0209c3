"""Scheduled jobs claim their slot, so that two schedulers do nothing twice."""

from django.db import connection, transaction

from kith.outbox.models import JobRun
from kith.wall.side import in_public


def claim_slot(*, name: str, slot: str) -> bool:
    """Return True for the one caller that may run the job for this slot of time."""
    with in_public(), transaction.atomic():
        _, is_new = JobRun.objects.get_or_create(name=name, slot=slot)
    return is_new


def slot_now(*, every_seconds: int) -> str:
    """Return the name of the running slot by the database's clock, whatever a worker's says."""
    with in_public(), connection.cursor() as cursor:
        cursor.execute("SELECT floor(extract(epoch FROM now()) / %s)::bigint", [every_seconds])
        return f"{every_seconds}:{cursor.fetchone()[0]}"
