"""The letters by which workers take movements into the books."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from billing.settlement.queries.payments import shop_of_payment
from billing.strays.events import StrayAccepted, StrayPaymentAccepted, StrayRefundAccepted
from billing.strays.models import Stray
from billing.strays.purposes import shop_of
from kith.outbox import publish
from tenants.registry.queries import tenant_stands


def send_for_adoption(stray: Stray, *, key: str) -> None:
    """Tell whose books it belongs to; the same key again tells nothing."""
    shop = _shop(stray)
    if shop and stray.kind == Stray.PAYMENT:
        publish(StrayPaymentAccepted(reference=stray.pk), key=key, to_tenant=shop)
    elif shop and stray.kind == Stray.REFUND:
        publish(StrayRefundAccepted(reference=stray.pk), key=key, to_tenant=shop)
    else:
        publish(StrayAccepted(reference=stray.pk), key=key)


def wake_the_next(*, after: str, purpose: str = "") -> None:
    """
    Tell once more of what had to wait, now that something before it, for a purpose, has ended.

    Its first letter comes again too, but the longer it has waited the later.
    """
    earliest = Stray.objects.open().order_by("made_at").first()
    if earliest is None:
        return
    # Of one second nobody knows here which comes first: each looks for itself.
    is_next = ~Q(kind=Stray.PAYMENT) & Q(made_at=earliest.made_at)
    is_twin = Q(kind=Stray.PAYMENT, notes__purpose=purpose) & ~Q(notes__purpose="")
    waiting = Stray.objects.open().filter(is_next | is_twin, accepted_at__isnull=False)
    for one in waiting.order_by("pk"):
        send_for_adoption(one, key=f"{one.pk}:after:{after}")


def _shop(stray: Stray) -> UUID | None:
    """Return the shop whose customer's money it is, where there is one still, if only suspended."""
    shop = shop_of(stray.purpose)
    if shop is None and stray.kind in (Stray.PAYMENT, Stray.REFUND):
        shop = shop_of_payment(reference=stray.of or stray.reference)
    return shop if shop and tenant_stands(tenant_id=shop) else None
