"""Tell a customer that their plan stays, and that what they paid goes back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.mails import UpgradeUndoneMail
from billing.invoicing.models import PlanUpgrade
from catalog.lines.queries import line_card
from catalog.numbering.queries import show_number
from kith.mail.sending import send_mail_once
from kith.wall import required_tenant
from tenants.accounts.readers import reader_of
from tenants.registry.queries import page_address


def tell_of_undone_upgrade(*, upgrade_id: UUID, at: datetime) -> bool:
    """Say once that a larger plan did not come; say whether the mail went."""
    upgrade = PlanUpgrade.objects.get(pk=upgrade_id)
    line, tenant_id = line_card(line_id=upgrade.line_id), required_tenant().uuid
    mail = UpgradeUndoneMail(
        phone_number=show_number(line.e164),
        old_plan=upgrade.was["offer_name"],
        plan=upgrade.becomes["offer_name"],
        back=upgrade.amount,
        has_ended=line.ended_at is not None,
        url=page_address("my-line", line.id, tenant_id=tenant_id),
    )
    reader = reader_of(person_id=upgrade.person_id)
    return send_mail_once(mail, about=upgrade_id, to=reader, tenant_id=tenant_id, at=at)
