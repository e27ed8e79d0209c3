"""Let in customers who wait outside a circle."""

from datetime import datetime

from django.db import transaction

from ambassadors.circle.models import Member
from ambassadors.circle.rings import hold_circle


@transaction.atomic
def admit_waiting(*, room: int | None = None, at: datetime) -> int:
    """Let in as many as there is room for, all without a limit, in the order they came."""
    hold_circle(at=at)
    waiting = list(Member.objects.waiting().order_by("came_at", "pk")[:room])
    for member in waiting:
        member.enter(at=at)
    return Member.objects.bulk_update(waiting, ["joined_at"])
