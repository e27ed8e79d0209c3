"""Write to a guest buyer how their account becomes theirs."""

from datetime import datetime
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str

from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.mails import ClaimAccountMail
from tenants.accounts.models import Person
from tenants.accounts.readers import reader_of
from tenants.accounts.tokens import AccountTokens
from tenants.registry.queries import page_address

KEY_PAGE = "account_reset_password_from_key"


@public_side
def invite_to_claim(*, person_id: UUID, tenant_id: UUID, order_id: UUID, at: datetime) -> bool:
    """
    Send the claim link for one shop's hosts, once an order; return whether a mail went out.

    Nobody is written to whose account has a password already.
    """
    person = Person.objects.get(pk=person_id)
    if person.has_usable_password():
        return False
    key = AccountTokens(tenant_id=tenant_id).make_token(person)
    url = page_address(KEY_PAGE, user_pk_to_url_str(person), key, tenant_id=tenant_id)
    reader = reader_of(person_id=person.pk)
    mail = ClaimAccountMail(url=url)
    return send_mail_once(mail, about=order_id, to=reader, tenant_id=tenant_id, at=at)
