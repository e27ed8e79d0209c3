"""What others may ask of the outbox."""

from kith.outbox.models import Delivery


def parked_count() -> int:
    """Count the deliveries that were given up and wait for a person."""
    return Delivery.objects.parked().count()
