"""Hear from the network how a number stands that is to come."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from catalog.porting.changes import ACCEPTED, arrive, close, note_submitted, say_who_acts
from catalog.porting.events import PortInChanged
from catalog.porting.models import CANCELLED, MOVED, REFUSED, PortIn
from kith.outbox import publish


@transaction.atomic
def take_port_word(
    *, port_in_id: UUID, state: str, at: datetime, reason: str = "", moves_on: date | None = None
) -> None:
    """
    Go on with a number as the network says that it stands; the same word again changes nothing.

    Words come in any order, twice, or never. That the number has moved is true whatever was said
    before; anything else counts only while it is still on its way.
    """
    port_in = PortIn.objects.locked().filter(pk=port_in_id).first()
    if port_in is None or port_in.outcome == MOVED:
        return
    if state == "moved":
        arrive(port_in, at=at)
        return
    if port_in.closed_at is not None:
        return
    if state == "refused":
        close(port_in, outcome=REFUSED, at=at, reason=reason)
    elif state == "cancelled":
        close(port_in, outcome=CANCELLED, at=at, reason=port_in.reason or reason)
    else:
        if port_in.submitted_at is None:
            note_submitted(port_in, reference="", at=at)
        if state == "accepted":
            _accept(port_in, moves_on or port_in.moves_on, at)


def _accept(port_in: PortIn, moves_on: date, at: datetime) -> None:
    if port_in.accepted_at is not None and port_in.moves_on == moves_on:
        return
    port_in.keep(accepted_at=port_in.accepted_at or at, moves_on=moves_on)
    say_who_acts(port_in)
    publish(
        PortInChanged(port_in_id=port_in.pk, news=ACCEPTED),
        key=f"{port_in.pk}:{ACCEPTED}:{moves_on}",
    )
