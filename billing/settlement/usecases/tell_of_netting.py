"""Write to a payee what they chose: each shop settled by itself, or all of them together."""

from datetime import datetime

from billing.settlement.mails import NettingChosenMail
from billing.settlement.models import NettingConsent
from billing.settlement.payout_accounts import page_of, person_of
from kith.mail.sending import send_mail_once
from kith.wall import day_here, public_side
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


@public_side
def tell_of_netting(*, consent_id: int, at: datetime) -> bool:
    """Say once what a payee chose, in their language; returns whether a mail went out."""
    said = NettingConsent.objects.select_related("payee").get(pk=consent_id)
    person_id, tenant_id = person_of(said.payee), said.payee.shop_id
    if person_id is None:
        return False
    mail = NettingChosenMail(
        is_together=said.is_given,
        decided_on=day_here(said.decided_at),
        url=page_of(said.payee),
        password_url=page_address("account_change_password", tenant_id=tenant_id),
    )
    reader = reader_of(person_id=person_id)
    return send_mail_once(mail, about=said.pk, to=reader, tenant_id=tenant_id, at=at)
