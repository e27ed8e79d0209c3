"""The call that gives money back, once for a key however long ago it was first made."""

from __future__ import annotations

from billing.gateway import RefundAnswer, gateway
from kith.money import Money

FAILED = ("failed", "canceled")


def sent_back(*, key: str, payment_intent: str, amount: Money) -> RefundAnswer:
    """
    Give a part of a payment back, or return the refund that did so under this key.

    The processor forgets a key after a day; the refund keeps it for ever.
    """
    for one in gateway().find_refunds(payment_intent=payment_intent):
        if one.metadata.get("key") == key:
            return one
    return gateway().refund(
        key=key,
        payment_intent=payment_intent,
        amount=amount,
        reason="requested_by_customer",
        metadata={"key": key},
    )
