"""Let runs pay again what was held."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.settlement.models import ShareHold
from kith.wall import public_side


@public_side
@transaction.atomic
def release_shares(*, reference: str, at: datetime) -> int:
    """
    Release every share that was held for one thing; returns of how many invoices.

    What is held for something else as well stays held. Twice changes nothing.
    """
    return ShareHold.objects.standing().filter(reference=reference).update(released_at=at)
