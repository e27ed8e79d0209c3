"""Write to a seller what a customer's bank did with a payment."""

from __future__ import annotations

from datetime import datetime

from billing.disputes.queries import dispute_card
from billing.invoicing.mails import DisputeMail
from billing.invoicing.models import Payment
from billing.settlement.queries.shares import shares_of_invoice
from billing.settlement.shares import SELLER
from kith.mail.sending import send_mail_once
from kith.money import Money
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_seller_of_dispute(*, dispute_id: str, what: str, delivery_id: int, at: datetime) -> bool:
    """
    Say that a part is `held` back, `released` or `taken` back, and why: once each time a bank says.

    Nobody is written to where a shop has no owner: the telco's own. Returns whether a mail went.
    """
    tenant = required_tenant()
    if tenant.owner_id is None:
        return False
    card = dispute_card(dispute_id=dispute_id)
    payment = Payment.objects.select_related("invoice").get(
        payment_reference=card.payment_reference
    )
    number = payment.invoice.number
    shares = shares_of_invoice(tenant_id=tenant.uuid, invoice_number=number)
    part = Money(sum(one.amount.minor for one in shares if one.party == SELLER), payment.currency)
    mail = DisputeMail(
        what=what,
        number=number,
        disputed=card.amount,
        part=part,
        url=page_address("desk-earnings", tenant_id=tenant.uuid),
    )
    owner = reader_of(person_id=tenant.owner_id)
    return send_mail_once(mail, about=delivery_id, to=owner, tenant_id=tenant.uuid, at=at)
