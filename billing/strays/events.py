"""What happened to money that the books did not know."""

from __future__ import annotations

from kith.outbox import Event


class StrayAccepted(Event, name="stray.accepted"):
    """Somebody asked that a movement on the telco's side is taken into the books."""

    reference: str


class StrayPaymentAccepted(Event, name="stray.payment_accepted"):
    """Somebody asked that a payment of a shop's customer is taken into its books."""

    reference: str


class StrayRefundAccepted(Event, name="stray.refund_accepted"):
    """Somebody asked that a refund to a shop's customer is taken into its books."""

    reference: str
