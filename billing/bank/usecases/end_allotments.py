"""Write down what became of the money a shop was given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.bank.models import Allotment, BankEntry
from kith.wall import public_side


@public_side
@transaction.atomic
def end_allotments(
    *, batch: UUID, done: Collection[UUID], problems: Mapping[UUID, str], at: datetime
) -> None:
    """Note which parts paid their bills; those that could not wait for a person again, and why."""
    rows = Allotment.objects.waiting().filter(batch=batch)
    rows.filter(pk__in=done).update(done_at=at)
    if not problems:
        return
    failed = {row.entry_id: row for row in rows.filter(pk__in=problems).order_by("pk")}
    for entry in BankEntry.objects.locked().filter(pk__in=failed):
        row = failed[entry.pk]
        row.undone_at, row.problem = at, problems[row.pk]
        row.save(update_fields=["undone_at", "problem"])
        entry.left_minor += row.amount_minor
        entry.save(update_fields=["left_minor"])
