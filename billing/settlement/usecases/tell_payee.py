"""Write to a payee whom money cannot reach."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import override

from billing.settlement.mails import PayeeUnreachableMail, PayoutBouncedMail
from billing.settlement.models import Payee
from billing.settlement.payout_accounts import page_of, person_of
from billing.settlement.words import needs_of, why_bounced, why_closed
from kith.mail import Mail
from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.readers import reader_of

BOUNCED, UNREACHABLE = "bounced", "unreachable"


@public_side
def tell_payee(*, payee_id: UUID, about: str, delivery_id: int, at: datetime) -> bool:
    """
    Say once why money cannot reach a payee: `bounced` or `unreachable`.

    Nothing is sent where that is over meanwhile, or where a shop has no owner. Returns whether a
    mail went out.
    """
    payee = Payee.objects.get(pk=payee_id)
    is_over = payee.bounced_at is None if about == BOUNCED else payee.is_reachable
    person_id = person_of(payee)
    if is_over or person_id is None:
        return False
    reader = reader_of(person_id=person_id)
    with override(reader.language):
        mail = _bounced(payee) if about == BOUNCED else _unreachable(payee)
    return send_mail_once(mail, about=delivery_id, to=reader, tenant_id=payee.shop_id, at=at)


def _bounced(payee: Payee) -> Mail:
    return PayoutBouncedMail(reason=why_bounced(payee), url=page_of(payee))


def _unreachable(payee: Payee) -> Mail:
    return PayeeUnreachableMail(
        reason=why_closed(payee), needs=tuple(needs_of(payee)), url=page_of(payee)
    )
