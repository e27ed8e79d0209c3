"""Give the second person's yes to writing a bill off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.invoicing.bad_debts import carry_out
from billing.invoicing.models import Invoice
from kith.audit.record import record
from kith.errors import DomainError
from kith.four_eyes import require_another


class NotAskedFor(DomainError):
    """Nobody asked for it, or it was paid meanwhile."""

    code = "invoice_write_off.not_asked_for"


@transaction.atomic
def approve_invoice_write_off(*, invoice_id: UUID, by: UUID, at: datetime) -> Invoice:
    """
    Approve a waiting write-off and carry it out; one that is done stays as it is.

    :raises NotAskedFor: nobody asked for it, or it was paid meanwhile
    :raises SamePerson: the one who asked for it approves it
    """
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    if invoice.written_off_at:
        return invoice
    if invoice.write_off_asked_by is None:
        raise NotAskedFor(_("Nothing waits here"), mend=_("Look at the invoice again."))
    require_another(asked_by=invoice.write_off_asked_by, by=by)
    invoice.write_off_approved_by = by
    carry_out(invoice, at=at)
    record(
        "invoice.write_off_approved",
        actor_id=by,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(invoice.outstanding)},
        at=at,
    )
    return invoice
