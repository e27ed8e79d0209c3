"""Write to whoever is paid that the pages of their payout account were opened."""

from datetime import datetime
from uuid import UUID

from billing.settlement.mails import PayoutPagesOpenedMail
from billing.settlement.models import Payee
from billing.settlement.payout_accounts import page_of
from kith.mail.sending import send_mails_once
from kith.wall import public_side
from tenants.accounts.queries import people_in_role
from tenants.accounts.readers import everywhere_of
from tenants.registry.queries import page_address

# Whose a shop's money is.
SELLERS = ("reseller", "operator")


@public_side
def tell_of_payout_pages(*, payee_id: UUID, delivery_id: int, at: datetime) -> int:
    """Tell each person the money is for, at each of their addresses; return how many mails went."""
    payee = Payee.objects.get(pk=payee_id)
    tenant_id = payee.shop_id
    mail = PayoutPagesOpenedMail(
        payee=payee.display_name,
        url=page_of(payee),
        password_url=page_address("account_change_password", tenant_id=tenant_id),
    )
    people = _owners(tenant_id) if tenant_id else {payee.party_ref}
    mails = [
        (mail, reader)
        for person_id in sorted(people)
        for reader in everywhere_of(person_id=person_id)
    ]
    return send_mails_once(mails, about=delivery_id, tenant_id=tenant_id, at=at)


def _owners(tenant_id: UUID) -> set[UUID]:
    held = [one for role in SELLERS for one in people_in_role(role=role, tenant_id=tenant_id)]
    return {one.person_id for one in held}
