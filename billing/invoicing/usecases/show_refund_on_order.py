"""Have an order say whether its money is back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Invoice
from catalog.ordering.usecases.forget_refund import forget_refund
from catalog.ordering.usecases.note_refund import note_refund


@transaction.atomic
def show_refund_on_order(*, invoice_id: UUID, at: datetime) -> None:
    """
    Note on the order of an invoice that its whole price is back, or take that note off.

    It looks at the invoice as it stands now: letters in any order end in the same place.
    """
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    if invoice.order_id is None:
        return
    if invoice.refunded_minor == invoice.total_minor:
        note_refund(order_id=invoice.order_id, at=at)
    else:
        forget_refund(order_id=invoice.order_id)
