"""Ask the processor whether a payee can be paid."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.gateway import gateway
from billing.settlement.events import PayeeReady, PayeeUnreachable
from billing.settlement.models import Payee
from kith.outbox import publish
from kith.wall import public_side


def _close(payee: Payee, at: datetime) -> None:
    """Note that a payee cannot be paid; one that could before is told."""
    if payee.payouts_enabled_at is None:
        return
    payee.payouts_enabled_at = None
    publish(PayeeUnreachable(payee_id=payee.pk), key=f"{payee.pk}:{at.isoformat()}")


@public_side
def refresh_payee(*, account: str, at: datetime) -> Payee | None:
    """
    Fetch an account's state and keep it; None when no payee has the account.

    A payee who can no longer be paid is told. Call it outside a transaction: it asks the
    processor.

    :raises GatewayBusy: nothing was read: try later
    :raises GatewayUncertain: nothing was read: try later
    """
    if not Payee.objects.filter(stripe_account=account).exists():
        return None
    state = gateway().recipient_state(account)
    with transaction.atomic():
        payee = Payee.objects.locked().get(stripe_account=account)
        if payee.state_checked_at and payee.state_checked_at > at:
            # A later reading is kept already.
            return payee
        if state.payouts_enabled and payee.payouts_enabled_at is None:
            payee.payouts_enabled_at = at
            publish(PayeeReady(payee_id=payee.pk))
        elif not state.payouts_enabled:
            _close(payee, at)
        payee.requirements = list(state.requirements)
        payee.disabled_reason = "" if state.payouts_enabled else state.disabled_reason[:80]
        payee.state_checked_at = at
        payee.save(
            update_fields=[
                "payouts_enabled_at",
                "requirements",
                "disabled_reason",
                "state_checked_at",
            ]
        )
    return payee
