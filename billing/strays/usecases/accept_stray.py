"""Ask that a movement the books do not know is taken into them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.settlement.queries import shop_of_payment
from billing.strays.events import StrayAccepted, StrayPaymentAccepted, StrayRefundAccepted
from billing.strays.models import Stray
from billing.strays.purposes import shop_of
from kith.audit.record import record
from kith.outbox import publish
from kith.wall import public_side
from tenants.registry.queries import tenant_stands


@public_side
@transaction.atomic
def accept_stray(*, reference: str, by: UUID, at: datetime) -> Stray:
    """
    Let a worker take it into the books; one that is there, or on its way there, stays as it is.

    What a shop's customer paid or got back goes into the shop's books, and into the telco's.
    """
    stray = Stray.objects.locked().get(pk=reference)
    if not stray.is_open or stray.is_under_way:
        return stray
    stray.accepted_by, stray.accepted_at, stray.problem = by, at, ""
    stray.save(update_fields=["accepted_by", "accepted_at", "problem"])
    # Tried again after a problem, it is another letter.
    key = f"{reference}:{at.isoformat()}"
    shop = _shop(stray)
    if shop and stray.kind == Stray.PAYMENT:
        publish(StrayPaymentAccepted(reference=reference), key=key, to_tenant=shop)
    elif shop and stray.kind == Stray.REFUND:
        publish(StrayRefundAccepted(reference=reference), key=key, to_tenant=shop)
    else:
        publish(StrayAccepted(reference=reference), key=key)
    record(
        "stray.accepted",
        actor_id=by,
        subject=f"stray:{reference}",
        detail={"kind": stray.kind, "amount": str(stray.amount)},
        at=at,
    )
    return stray


def _shop(stray: Stray) -> UUID | None:
    """Return the shop whose customer's money it is, where there is one still, if only suspended."""
    shop = shop_of(stray.purpose)
    if shop is None and stray.kind in (Stray.PAYMENT, Stray.REFUND):
        shop = shop_of_payment(reference=stray.of or stray.reference)
    return shop if shop and tenant_stands(tenant_id=shop) else None
