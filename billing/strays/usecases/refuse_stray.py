"""Write down why a movement could not be taken into the books."""

from __future__ import annotations

from django.db import transaction

from billing.strays.models import Stray
from kith.wall import public_side


@public_side
@transaction.atomic
def refuse_stray(*, reference: str, problem: str) -> Stray:
    """Let staff decide anew, with the reason before them; one that has ended stays as it is."""
    stray = Stray.objects.locked().get(pk=reference)
    if stray.is_open:
        stray.accepted_by = stray.accepted_at = None
        stray.problem = problem[:300]
        stray.save(update_fields=["accepted_by", "accepted_at", "problem"])
    return stray
