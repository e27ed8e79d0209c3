"""What disputes tell."""

from kith.outbox import Event


class DisputeChanged(Event, name="dispute.changed"):
    """A dispute of this tenant's payment is to be followed: it moved, or is not settled yet."""

    dispute_id: str
