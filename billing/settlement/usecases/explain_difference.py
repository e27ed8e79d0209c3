"""Say in words why our books and the processor's differ."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.models import Difference
from kith.audit.record import record
from kith.errors import DomainError
from kith.reasons import read_reason


class NothingToExplain(DomainError):
    """The two sides agree by now."""

    code = "difference.gone"


@transaction.atomic
def explain_difference(*, difference_id: UUID, note: str, by: UUID, at: datetime) -> Difference:
    """
    Keep a person's explanation of a difference; a later one takes its place.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises NothingToExplain: the difference is gone
    """
    difference = Difference.objects.select_for_update().get(pk=difference_id)
    said = read_reason(note)
    if difference.gone_at:
        raise NothingToExplain(_("Both sides agree on this by now"))
    if (difference.note, difference.explained_by) == (said, by) and difference.explained_at:
        return difference
    difference.explained_at, difference.explained_by, difference.note = at, by, said
    difference.save(update_fields=["explained_at", "explained_by", "note"])
    record(
        "difference.explained",
        actor_id=by,
        subject=f"difference:{difference.pk}",
        detail={"key": difference.key, "note": said},
        at=at,
    )
    return difference
