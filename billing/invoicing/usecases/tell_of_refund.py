"""Tell a customer that their money is on its way back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.mails import RefundMail
from billing.invoicing.models import CreditNote, Refund
from billing.invoicing.payers import payer_of
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.registry.queries import page_address


def tell_of_refund(*, credit_note_id: UUID, at: datetime) -> bool:
    """
    Say once how much went back; say whether the mail went.

    What their own bank took they know of; what came back to us meanwhile is told by itself.
    """
    note = CreditNote.objects.select_related("invoice", "refund").get(pk=credit_note_id)
    payer, refund = payer_of(note.invoice), note.refund
    if payer is None or refund is None or refund.source == Refund.BANK or refund.failed_late:
        return False
    tenant_id = required_tenant().uuid
    mail = RefundMail(
        number=note.invoice.number,
        amount=note.total,
        url=page_address("my-invoice", note.invoice.number, tenant_id=tenant_id),
    )
    return send_mail_once(mail, about=note.pk, to=payer, tenant_id=tenant_id, at=at)
