"""Name what was sent, or was to be, and has not come to an end for too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from kith.transmission.models import Transmission, TransmissionQuerySet

TOO_LONG = timedelta(days=2)


def unended[Row: Transmission](rows: TransmissionQuerySet[Row], *, at: datetime) -> list[str]:
    """Name each row that has been in doubt, or was put off after a call, for over two days."""
    since = at - TOO_LONG
    late = rows.in_doubt_since(since) | rows.filter(
        Q(first_sent_at__lte=since), state=Transmission.FROZEN
    )
    return [
        f"{row} has not ended since {row.doubted_at or row.first_sent_at:%Y-%m-%d %H:%M}: "
        f"{row.note or row.state}"
        for row in late.order_by("pk")
    ]
