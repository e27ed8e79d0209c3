"""Take the payment of a larger plan."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import OverpaymentArrived
from billing.invoicing.models import Payment
from billing.invoicing.usecases.carry_out_upgrade import carry_out_upgrade
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from kith.money import Money
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def pay_upgrade(
    *,
    upgrade_id: UUID,
    payment_reference: str,
    at: datetime,
    paid_at: datetime | None = None,
    amount: Money | None = None,
) -> Payment | None:
    """
    Bill a larger plan that is paid, and have the network asked for it; again changes nothing.

    None where the line cannot take it any more, or it was paid before: the payment goes back.
    """
    upgrade = carry_out_upgrade(upgrade_id=upgrade_id, at=at, paid_at=paid_at or at)
    if upgrade.paid_at is None:
        publish(
            OverpaymentArrived(
                payment_reference=payment_reference, tenant_id=required_tenant().uuid
            ),
            key=payment_reference,
        )
        return None
    return record_arrived_payment(
        invoice_id=upgrade.bill_id,
        payment_reference=payment_reference,
        amount=amount or upgrade.amount,
        at=at,
        paid_at=paid_at,
    )
