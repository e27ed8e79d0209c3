"""Suspend the line of an invoice whose card was refused for the last time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Charge, Invoice
from catalog.lines.changes import LineEnded
from catalog.lines.usecases.suspend_line import suspend_line


@transaction.atomic
def suspend_for_nonpayment(*, charge_id: UUID, at: datetime) -> bool:
    """
    Suspend the line after the last refusal, and say whether; what nobody asks for suspends nothing.

    :raises ChangePending: another change of the line is still on its way
    """
    charge = Charge.objects.get(pk=charge_id)
    # A payment that comes this moment waits here, and then finds what it has to open.
    invoice = Invoice.objects.locked().get(pk=charge.invoice_id)
    is_last = charge.is_refused and charge.retry_at is None
    if not is_last or not invoice.is_owed or invoice.line_id is None:
        return False
    try:
        suspend_line(line_id=invoice.line_id, at=at, is_for_debt=True)
    except LineEnded:
        return False
    return True
