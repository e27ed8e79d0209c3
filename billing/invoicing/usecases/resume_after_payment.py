"""Resume the line that an unpaid invoice had suspended."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import DunningStep, Invoice
from catalog.lines.usecases.resume_line import resume_line


@transaction.atomic
def resume_after_payment(*, invoice_id: UUID, at: datetime) -> bool:
    """
    Open the line once nothing bars it any more, and say whether.

    :raises ChangePending: another change of the line is still on its way
    """
    invoice = Invoice.objects.get(pk=invoice_id)
    if invoice.line_id is None or not invoice.is_paid:
        return False
    # No other bill of the line bars it between this look and the opening.
    list(Invoice.objects.locked().filter(line_id=invoice.line_id, paid_at=None))
    if DunningStep.objects.barring().filter(invoice__line_id=invoice.line_id).exists():
        return False
    resume_line(line_id=invoice.line_id, at=at, is_debt_paid=True)
    return True
