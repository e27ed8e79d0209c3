"""Write to customer and seller that a refund did not arrive."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.mails import RefundUndoneMail, SellersRefundUndoneMail
from billing.invoicing.models import Refund
from billing.invoicing.payers import payer_of
from kith.mail import Mail, Reader
from kith.mail.sending import send_mails_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_undone_refund(*, refund_id: UUID, is_owed: bool, at: datetime) -> int:
    """
    Say once that the money came back to us and is still the customer's; nothing where it is not.

    Returns how many mails went out.
    """
    if not is_owed:
        return 0
    tenant = required_tenant()
    refund = Refund.objects.select_related("invoice").get(pk=refund_id)
    number, payer = refund.invoice.number, payer_of(refund.invoice)
    mails: list[tuple[Mail, Reader]] = []
    if payer:
        mail = RefundUndoneMail(
            number=number,
            amount=refund.amount,
            reason=refund.note,
            url=page_address("my-invoice", number, tenant_id=tenant.uuid),
        )
        mails.append((mail, payer))
    if tenant.owner_id:
        theirs = SellersRefundUndoneMail(
            number=number,
            amount=refund.amount,
            customer=refund.invoice.contact_name,
            reason=refund.note,
            url=page_address("desk-invoice", number, tenant_id=tenant.uuid),
        )
        mails.append((theirs, reader_of(person_id=tenant.owner_id)))
    return send_mails_once(mails, about=refund.pk, tenant_id=tenant.uuid, at=at)
