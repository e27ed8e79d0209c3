"""Lead a customer to the hosted payment page of a larger plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from billing.invoicing.charging import pages_of_line
from billing.invoicing.hosted_pages import AlreadyPaid, Payable, close_page, open_page
from billing.invoicing.models import CheckoutSession, PlanUpgrade
from billing.invoicing.upgrades import STILL_GOOD, lapsed
from tenants.accounts.queries import person_cards


def open_upgrade_checkout(
    *, upgrade_id: UUID, return_url: str, cancel_url: str, at: datetime
) -> str:
    """
    Return the address where a larger plan is paid; a second click gets the same one.

    :raises AlreadyPaid: it is paid
    :raises UpgradeLapsed: it can no longer be paid
    :raises ChargeUnderWay: it is being charged to the saved card
    """
    upgrade = PlanUpgrade.objects.get(pk=upgrade_id)
    if upgrade.paid_at:
        raise AlreadyPaid(_("This is paid already"), mend=_("Your plan is being changed."))
    is_open = CheckoutSession.objects.filter(invoice_id=upgrade.bill_id, ended_at=None).exists()
    if not upgrade.is_payable(at) or not (is_open or upgrade.lapses_at >= at + STILL_GOOD):
        raise lapsed()
    others = [one for one in pages_of_line(upgrade) if one != upgrade.bill_id]
    if not all(close_page(invoice_id=bill_id, at=at) for bill_id in others):
        raise AlreadyPaid(
            _("A larger plan is just being paid for this line."),
            mend=_("Wait a few minutes, then look again: you are not charged twice."),
        )
    customer = person_cards({upgrade.person_id}, with_contact=True).get(upgrade.person_id)
    payable = Payable(
        amount=upgrade.amount,
        label=str(upgrade.becomes["offer_name"]),
        reference=str(upgrade.pk),
        customer_email=(customer.email or "") if customer else "",
        invoice_id=upgrade.bill_id,
        upgrade_id=upgrade.pk,
        expires_at=upgrade.lapses_at,
    )
    return open_page(payable=payable, return_url=return_url, cancel_url=cancel_url, at=at)
