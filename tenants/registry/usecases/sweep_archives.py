"""Drop the archives of shops that were closed long ago."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from kith.audit.record import record
from kith.retention import Rule, over_before
from kith.wall import public_side
from tenants.registry.archives import archive_path
from tenants.registry.models import Closing

# Bills and what they rest on are asked for this long in every country we know of.
RULES = [Rule(since=date(2026, 12, 1), days=3653)]


@public_side
def sweep_archives(*, at: datetime) -> int:
    """Drop archives whose time is over; returns how many went. Twice drops no more."""
    before = over_before(RULES, at=at)
    if before is None:
        return 0
    over = Closing.objects.with_archive().filter(ended_at__lt=before).order_by("pk")
    return sum(_drop(closing_id, at) for closing_id in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _drop(closing_id: UUID, at: datetime) -> bool:
    closing = Closing.objects.with_archive().filter(pk=closing_id).locked().first()
    if closing is None:
        return False
    archive_path(closing.archive_name).unlink(missing_ok=True)
    closing.archive_gone_at = at
    closing.save(update_fields=["archive_gone_at"])
    record(
        "tenant.archive_dropped",
        actor_id=None,
        subject=f"tenant:{closing.tenant_id}",
        detail={"file": closing.archive_name},
        at=at,
    )
    return True
