"""Block or end the line of a bill that nobody pays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.invoicing.dunning import is_dunned, line_in_service
from billing.invoicing.models import DunningStep, Invoice
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.suspend_line import suspend_line
from kith.audit.record import record


@transaction.atomic
def take_dunning_step(*, step_id: int, at: datetime) -> bool:
    """
    Do to the line what the bill's step says, and say whether; a letter's step does nothing to it.

    Nothing is done for a bill that is paid, written off, disputed at a bank or being charged at
    this moment: the night looks at it again. Twice changes nothing.

    :raises ChangePending: another change of the line is still on its way
    """
    invoice_id = DunningStep.objects.values_list("invoice_id", flat=True).get(pk=step_id)
    # A payment that comes this moment waits here, and then finds what it has to open.
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    row = DunningStep.objects.locked().get(pk=step_id)
    if row.step in DunningStep.LETTERS or row.done_at or not is_dunned(invoice):
        return False
    if (line := line_in_service(invoice)) is None:
        return False
    if row.step == DunningStep.BAR:
        suspend_line(line_id=line.id, at=at, is_for_debt=True)
    else:
        end_line(line_id=line.id, at=at)
    row.done_at = at
    row.save(update_fields=["done_at"])
    record(
        "dunning.barred" if row.step == DunningStep.BAR else "dunning.ended",
        actor_id=None,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "line": str(line.id)},
        at=at,
    )
    return True
