"""Have the network switch a line to the plan that it has by now, or is paid up to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.changes import begin_change, pending_change, still_pending
from catalog.lines.models import CHANGE_PLAN, Line


@transaction.atomic
def switch_plan(*, line_id: UUID, at: datetime) -> bool:
    """
    Ask the network for a line's plan where it still has the old one, and say whether.

    :raises ChangePending: another change of the line is still on its way
    """
    line = Line.objects.locked().get(pk=line_id)
    if line.is_ended:
        return False
    upgrade = line.plan_changes.under_way().first()
    if upgrade is not None and upgrade.event_id is None:
        if pending_change(line=line, what=CHANGE_PLAN) is not None:
            # It is asked for the plan before this one.
            raise still_pending()
        upgrade.event = begin_change(
            line=line,
            what=CHANGE_PLAN,
            at=at,
            base_code=upgrade.becomes["base_code"],
            note=upgrade.becomes["offer_name"],
        )
        upgrade.save(update_fields=["event"])
        return True
    if upgrade is not None:
        return True
    if not line.plan_changes.to_switch().exists():
        return False
    begin_change(line=line, what=CHANGE_PLAN, at=at, base_code=line.base_code, note=line.offer_name)
    return True
