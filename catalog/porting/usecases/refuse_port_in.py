"""Note that a number cannot be asked for any more, and why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.queries import line_card
from catalog.porting.events import PortInChanged
from catalog.porting.models import REFUSED, PortIn
from catalog.porting.operators import operator_name
from catalog.porting.requests import NumberWish, purpose_of
from kith.outbox import publish
from kith.wall import required_tenant


@transaction.atomic
def refuse_port_in(*, line_id: UUID, wish: NumberWish, reason: str, at: datetime) -> PortIn:
    """Keep the wish as one that was refused: its owner is told, and corrects it on the line."""
    port_in = PortIn(
        line_id=line_id,
        person_id=line_card(line_id=line_id).person_id,
        e164=wish.e164,
        operator=operator_name(country=required_tenant().country, code=wish.operator),
        moves_on=wish.wanted_on,
        asked_at=at,
        closed_at=at,
        outcome=REFUSED,
        reason=reason,
        state=PortIn.FAILED,
        ended_at=at,
    )
    port_in.purpose = purpose_of(port_in, PortIn.BRING)
    port_in.idem_key = f"{port_in.purpose}:1"
    port_in.save(force_insert=True)
    publish(PortInChanged(port_in_id=port_in.pk, news=REFUSED), key=f"{port_in.pk}:{REFUSED}")
    return port_in
