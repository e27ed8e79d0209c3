"""Look again at a bill whose line the network did not bar."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import DunningStep, Invoice


@transaction.atomic
def undo_failed_bar(*, line_id: UUID, what: str, at: datetime) -> int:
    """
    Take back that a line was barred for its bills, where the network refused; say for how many.

    The night asks for it again; a notice that it ends is not written before it is barred. A line
    to be ended is asked for again every night as it is.
    """
    if what != "suspend":
        return 0
    bills = list(Invoice.objects.locked().filter(line_id=line_id, paid_at=None))
    steps = DunningStep.objects.barring().filter(invoice__in=bills)
    return steps.update(done_at=None)
