"""Take a refund back in the books, because its money came back to us."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.crediting import debit
from billing.invoicing.events import RefundUndone
from billing.invoicing.models import Invoice, Refund
from billing.settlement.movements import PROCESSOR
from kith.audit.record import record
from kith.outbox import publish


@transaction.atomic
def undo_refund(
    *, refund_id: UUID, reason: str, at: datetime, paid_from: str = PROCESSOR
) -> Refund:
    """
    Fail a refund that had been through: every party has its part again, the customer is owed.

    Twice changes nothing, and neither does one that never was through. The money came back to
    the telco's account `paid_from`. Publishes `refund.undone`.
    """
    # The invoice comes first: another refund of it waits, or we wait for it.
    invoice_id = Refund.objects.values_list("invoice_id", flat=True).get(pk=refund_id)
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    refund = Refund.objects.locked().get(pk=refund_id)
    if refund.state != Refund.DONE:
        return refund
    refund.end(Refund.FAILED, at=at, note=reason)
    note = debit(
        invoice,
        refund.credit_note,
        at=at,
        reference=refund.stripe_id or "",
        paid_from=paid_from,
    )
    record(
        "invoice.refund_undone",
        actor_id=None,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(refund.amount), "reason": reason},
        at=at,
    )
    publish(
        RefundUndone(
            refund_id=refund.pk,
            invoice_id=invoice.pk,
            is_owed=refund.source != Refund.BANK,
        ),
        key=str(note.pk),
    )
    return refund
