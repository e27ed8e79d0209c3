"""Write to whoever cannot be paid what is missing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.settlement.mails import PayoutDetailsMissingMail, UnpaidAccount
from billing.settlement.payout_accounts import page_of
from billing.settlement.unpaid import Unpaid, payees_of, unpaid
from billing.settlement.words import needs_of, why_closed
from kith.mail.sending import send_mail_once
from kith.wall import public_side
from tenants.accounts.readers import reader_of


@public_side
def tell_of_missing_details(*, person_id: UUID, delivery_id: int, at: datetime) -> bool:
    """
    Say once what is due to somebody and what is missing; returns whether a mail went out.

    Nothing is sent where they can be paid meanwhile. About one account its shop writes, about
    several the network.
    """
    theirs = payees_of([person_id]).values_list("pk", flat=True)
    rows = [row for row in unpaid(at=at, among=list(theirs)) if row.payee.blocked_at is None]
    if not rows:
        return False
    reader = reader_of(person_id=person_id)
    with override(reader.language):
        mail = PayoutDetailsMissingMail(accounts=tuple(_account(row) for row in rows))
    tenant_id = rows[0].payee.shop_id if len(rows) == 1 else None
    return send_mail_once(mail, about=delivery_id, to=reader, tenant_id=tenant_id, at=at)


def _account(row: Unpaid) -> UnpaidAccount:
    payee = row.payee
    return UnpaidAccount(
        name=payee.display_name,
        amounts=row.amounts,
        reason=why_closed(payee) if payee.stripe_account else _("There is no payout account yet."),
        needs=tuple(needs_of(payee)),
        url=page_of(payee),
    )
