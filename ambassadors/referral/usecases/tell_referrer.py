"""Tell a person that a friend they encouraged counts for them."""

from datetime import datetime

from ambassadors.referral.mails import FriendCountedMail
from ambassadors.referral.models import Referral
from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.queries import person_card
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


@public_side
def tell_referrer(*, referral_id: int, at: datetime) -> bool:
    """Write once, unless the referral is held meanwhile; say whether a mail went out."""
    referral = Referral.objects.counted().filter(pk=referral_id).first()
    if referral is None:
        return False
    mail = FriendCountedMail(
        friend=person_card(referral.referred_id).first_name,
        url=page_address("my-referrals", tenant_id=None),
    )
    reader = reader_of(person_id=referral.referrer_id)
    return send_mail_once(mail, about=referral.pk, to=reader, tenant_id=None, at=at)
