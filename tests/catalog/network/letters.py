"""What was posted to the outbox."""

from typing import Any

from kith.outbox.models import Letter
from kith.wall import in_public


def posted(event: str) -> list[dict[str, Any]]:
    """List the payloads of one event, the oldest first."""
    with in_public():
        letters = Letter.objects.filter(event=event).order_by("posted_at", "pk")
        return list(letters.values_list("payload", flat=True))
