"""Count one customer's lines."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.circle.sql_measure import count_lines
from ambassadors.program.usecases.record_measures import LineCount, record_measures
from kith.wall import required_tenant


@transaction.atomic
def measure_member(*, person_id: UUID, at: datetime) -> None:
    """Keep one customer's counts, right after something happened to one of their lines."""
    counts = [LineCount(*row) for row in count_lines(at=at, person_id=person_id)]
    record_measures(tenant_id=required_tenant().uuid, counts=counts, at=at)
