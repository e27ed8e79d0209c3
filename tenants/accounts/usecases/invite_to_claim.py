"""Write to a guest buyer how their account becomes theirs."""

from datetime import datetime
from uuid import UUID

from allauth.account.utils import user_pk_to_url_str

from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.mails import ClaimAccountMail, PurchaseToClaimMail
from tenants.accounts.models import Guest, Person
from tenants.accounts.readers import reader_of
from tenants.accounts.tokens import AccountTokens
from tenants.registry.queries import page_address

KEY_PAGE = "account_reset_password_from_key"


@public_side
def invite_to_claim(*, person_id: UUID, tenant_id: UUID, order_id: UUID, at: datetime) -> bool:
    """
    Send the claim link for one shop's hosts, once an order; return whether a mail went out.

    Nobody is written to whose account has a password already, but for whoever has to say whether
    what a guest bought under their address is theirs.
    """
    guest = Guest.objects.waiting().filter(pk=person_id).first()
    if guest:
        return _ask_owner(guest, tenant_id, order_id, at)
    person = Person.objects.filter(pk=person_id).first()
    if person is None or person.has_usable_password():
        return False
    mail = ClaimAccountMail(url=_password_page(person, tenant_id))
    reader = reader_of(person_id=person.pk)
    return send_mail_once(mail, about=order_id, to=reader, tenant_id=tenant_id, at=at)


def _ask_owner(guest: Guest, tenant_id: UUID, order_id: UUID, at: datetime) -> bool:
    owner = Person.objects.filter(email=guest.email).first()
    if owner is None or owner.has_usable_password():
        url = page_address("my-orders", tenant_id=tenant_id)
    else:
        # They have never signed in: their first password is on the way to the same page.
        url = _password_page(owner, tenant_id)
    # Under the name of the account: whoever was typed is to be asked, not whoever typed it.
    reader = reader_of(person_id=owner.pk if owner else guest.pk)
    mail = PurchaseToClaimMail(name=guest.full_name, url=url)
    return send_mail_once(mail, about=order_id, to=reader, tenant_id=tenant_id, at=at)


def _password_page(person: Person, tenant_id: UUID) -> str:
    key = AccountTokens(tenant_id=tenant_id).make_token(person)
    return page_address(KEY_PAGE, user_pk_to_url_str(person), key, tenant_id=tenant_id)
