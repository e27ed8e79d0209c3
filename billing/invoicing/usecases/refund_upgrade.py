"""Give the money back for a larger plan that the network did not switch to."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from billing.invoicing.events import UpgradeUndone
from billing.invoicing.models import PlanUpgrade, Refund
from billing.invoicing.refund_limits import NothingToRefund
from billing.invoicing.usecases.refund_invoice import PaymentDisputed, refund_invoice
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def refund_upgrade(*, change_id: UUID, at: datetime) -> Refund | None:
    """
    Order the refund of everything paid for a larger plan that did not come; again changes nothing.

    It is nobody's decision: no limit of the desk counts it. None where nothing was to pay, or it
    is back or with a bank.
    """
    upgrade = PlanUpgrade.objects.locked().filter(change_id=change_id).first()
    if upgrade is None:
        return None
    if upgrade.undone_at is None:
        upgrade.undone_at = at
        upgrade.save(update_fields=["undone_at"])
        publish(UpgradeUndone(upgrade_id=upgrade.pk), key=str(upgrade.pk))
    if not upgrade.amount_minor:
        return None
    # The credit note is a paper of the shop.
    with override(required_tenant().locale):
        reason = _("The network did not switch to the larger plan")
    try:
        return refund_invoice(
            invoice_id=upgrade.bill_id,
            amount=None,
            reason=reason,
            key=f"upgrade_undone:{upgrade.pk}",
            requested_by=None,
            at=at,
        )
    except (NothingToRefund, PaymentDisputed):
        # Where a bank has the money, its decision says whether it is ours to give back.
        return None
