"""Remember whose payment a checkout is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.settlement.models import PaymentRoute
from kith.wall import public_side


@public_side
def route_payment(
    *,
    checkout_id: str,
    payment_intent: str | None,
    tenant_id: UUID,
    order_id: UUID | None,
    invoice_id: UUID | None,
    at: datetime,
) -> None:
    """Keep our own map from the processor's ids to a tenant; the first entry stands."""
    PaymentRoute.objects.bulk_create(
        [
            PaymentRoute(
                checkout_id=checkout_id,
                payment_intent=payment_intent or None,
                tenant_id=tenant_id,
                order_id=order_id,
                invoice_id=invoice_id,
                created_at=at,
            )
        ],
        ignore_conflicts=True,
    )
