"""Give in: the payer keeps the money."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.disputes.models import Dispute
from billing.disputes.usecases.keep_dispute import keep_dispute
from billing.gateway import gateway
from kith.audit.record import record
from kith.errors import DomainError
from kith.fence.gate import require_open
from kith.wall import public_side


class NothingToAccept(DomainError):
    """The bank has decided, or only asked and taken nothing."""

    code = "dispute.nothing_to_accept"


@public_side
def accept_dispute(*, dispute_id: str, key: str, by: UUID, at: datetime) -> Dispute:
    """
    Accept that a dispute is lost; there is no way back.

    The same key again carries the same request on. Call it outside a transaction: it asks the
    processor.

    :raises SendingHeld: nothing is said until somebody has compared the books
    :raises NothingToAccept: it is decided already, or it is a question: refund the payment then
    :raises GatewayRefused: the processor did not take it
    :raises GatewayBusy: nothing was sent: try later, with the same key
    :raises GatewayUncertain: try later, with the same key
    """
    require_open(at=at)
    _claim(dispute_id, key, by, at)
    told = gateway().accept_dispute(
        key=f"dispute:{dispute_id}:accepted:{key}", dispute_id=dispute_id
    )
    return keep_dispute(told=told, tenant_id=None, at=at)


@transaction.atomic
def _claim(dispute_id: str, key: str, by: UUID, at: datetime) -> None:
    """Note who gave in before it leaves; refuse where there is nothing to give."""
    dispute = Dispute.objects.locked().get(pk=dispute_id)
    if dispute.answer_key == key:
        return
    if not dispute.holds_money:
        raise NothingToAccept(
            _("There is nothing to accept in this dispute"),
            mend=_("Where a bank only asks, refund the payment instead."),
        )
    dispute.answer_key = key
    dispute.save(update_fields=["answer_key"])
    record(
        "dispute.accepted",
        actor_id=by,
        subject=f"dispute:{dispute.pk}",
        detail={"amount": str(dispute.amount)},
        at=at,
    )
