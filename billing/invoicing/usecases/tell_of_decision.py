"""Write to whoever asked finance for a refund."""

from datetime import datetime
from uuid import UUID

from billing.invoicing.mails import RefundDecidedMail
from billing.invoicing.queries import REFUND
from kith.mail.sending import send_mail_once
from kith.proposals.queries import proposal
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_decision(*, proposal_id: UUID, at: datetime) -> bool:
    """Say once what finance decided, and why; say whether the mail went."""
    found, tenant_id = proposal(kind=REFUND, proposal_id=proposal_id), required_tenant().uuid
    if found.amount is None:
        return False
    number = found.facts["number"]
    mail = RefundDecidedMail(
        number=number,
        amount=found.amount,
        is_agreed=found.is_agreed,
        answer=found.answer,
        url=page_address("desk-invoice", number, tenant_id=tenant_id),
    )
    reader = reader_of(person_id=found.asked_by)
    return send_mail_once(mail, about=proposal_id, to=reader, tenant_id=None, at=at)
