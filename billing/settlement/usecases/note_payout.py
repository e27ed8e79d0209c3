"""Note whether a payee's bank took a payout."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.gateway import gateway
from billing.settlement.events import PayoutBounced
from billing.settlement.models import Payee
from kith.outbox.publish import publish
from kith.wall import public_side


@public_side
def note_payout(*, account: str, payout_id: str, at: datetime) -> Payee | None:
    """
    Fetch one payout to a payee's bank, and keep why it came back; None when no payee has it.

    An older payout never overrules a newer one, in whatever order the news arrive; one that goes
    through ends the trouble of those before it. A payee whose payout came back is told, once.
    Call it outside a transaction: it asks the processor.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    if not Payee.objects.filter(stripe_account=account).exists():
        return None
    payout = gateway().payout(payout_id, account_id=account)
    with transaction.atomic():
        payee = Payee.objects.locked().get(stripe_account=account)
        if payee.payout_made_at and payout.created_at < payee.payout_made_at:
            return payee
        if payee.bounced_at and payee.payout_reference == payout.id:
            # It stays so: what was read otherwise was read before.
            return payee
        payee.payout_reference, payee.payout_made_at = payout.id, payout.created_at
        payee.bounced_at, payee.bounce_reason = None, ""
        if payout.is_failed:
            payee.bounced_at = at
            payee.bounce_reason = (payout.failure_code or payout.failure)[:200]
        payee.save(
            update_fields=["payout_reference", "payout_made_at", "bounced_at", "bounce_reason"]
        )
        if payout.is_failed:
            publish(PayoutBounced(payee_id=payee.pk), key=payout.id)
    return payee
