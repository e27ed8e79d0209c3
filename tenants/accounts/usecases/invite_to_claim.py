"""Write to a guest buyer how their account becomes theirs."""

from uuid import UUID

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from kith.wall import public_side
from tenants.accounts.models import Person
from tenants.accounts.sender import sent_from
from tenants.accounts.tokens import AccountTokens


@public_side
def invite_to_claim(
    *, person_id: UUID | str, tenant_id: UUID, origin: str, sender_name: str
) -> bool:
    """
    Send the claim link for one host; return False when the account has a password already.

    `origin` is the storefront's own address, as "https://maya.kith.example": the
    link works there and nowhere else.
    """
    person = Person.objects.get(pk=person_id)
    if person.has_usable_password():
        return False
    key = AccountTokens(tenant_id=tenant_id).make_token(person)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": key},
        urlconf=settings.ROOT_URLCONF,
    )
    words = {"person": person, "url": origin.rstrip("/") + path, "sender_name": sender_name}
    with override(person.locale):
        letter = EmailMultiAlternatives(
            subject=_("Your account at %(shop)s") % {"shop": sender_name},
            body=render_to_string("mail/accounts/claim.txt", words),
            from_email=sent_from(sender_name),
            to=[person.email],
        )
        letter.attach_alternative(render_to_string("mail/accounts/claim.html", words), "text/html")
        letter.send()
    return True
