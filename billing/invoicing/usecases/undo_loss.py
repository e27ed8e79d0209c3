"""Give each party back what was taken for a dispute."""

from __future__ import annotations

from datetime import datetime

from billing.disputes.queries import HELD
from billing.invoicing.models import Refund
from billing.invoicing.usecases.undo_refund import undo_refund
from billing.settlement.usecases.hold_shares import DISPUTE, hold_shares
from kith.wall import required_tenant


def undo_loss(*, dispute_id: str, invoice_number: str, reason: str, at: datetime) -> None:
    """
    Undo what stands of a dispute, its shares held: no run pays what may be taken anew.

    Whoever follows the dispute next releases them. Safe to repeat. Call it outside a transaction.
    """
    hold_shares(
        tenant_id=required_tenant().uuid,
        invoice_number=invoice_number,
        reason=DISPUTE,
        reference=dispute_id,
        at=at,
    )
    standing = Refund.objects.filter(dispute_id=dispute_id, state=Refund.DONE)
    for refund_id in standing.order_by("pk").values_list("pk", flat=True):
        undo_refund(refund_id=refund_id, reason=reason, at=at, paid_from=HELD)
