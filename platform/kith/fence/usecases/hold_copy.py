"""Hold all sending of a copy, before anybody looks outside."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kith.fence.holding import hold_a_copy
from kith.fence.models import Installation
from kith.wall.side import public_side


@public_side
@transaction.atomic
def hold_copy(*, at: datetime) -> None:
    """Begin a pause where these data belong to another installation; twice changes nothing."""
    hold_a_copy(Installation.objects.select_for_update().get(), at)
