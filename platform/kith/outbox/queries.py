"""What others may ask of the outbox."""

from kith.outbox.models import Delivery


def parked_count() -> int:
    """Count the deliveries that were given up and wait for a person."""
    return Delivery.objects.filter(parked_at__isnull=False, done_at=None).count()
