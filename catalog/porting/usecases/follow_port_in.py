"""Carry what is to be said to the network about a number, and look what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from catalog.lines.queries import line_card
from catalog.network.adapters import network_port
from catalog.network.port import NetworkUnreachable, NumberToBring, PortAnswer, Subscription
from catalog.porting.changes import close, note_submitted, say_who_acts
from catalog.porting.models import CANCELLED, REFUSED, PortIn
from catalog.porting.requests import request_id
from catalog.porting.terms import LOOKS_EVERY, next_working_day
from catalog.porting.usecases.take_port_word import take_port_word
from kith.transmission.carrying import Drop, Hold, Verb, carry
from kith.transmission.outcomes import Outcome, Unanswered
from kith.wall import day_here

LINE_ENDED = "line_ended"
UNREAD = gettext_noop("The network could not be asked.")


def follow_port_in(*, port_in_id: UUID, at: datetime) -> PortIn:
    """
    Carry a number on as far as it goes now, and return it; safe at once, twice, after any crash.

    What the network took is looked up there each hour, in case nobody tells us. Call it outside a
    transaction.
    """
    port_in = carry(Errand(), port_in_id, at=at)
    if port_in.closed_at or not port_in.is_submitted or port_in.waits_until(at):
        return port_in
    if port_in.is_over:
        _look(port_in, at)
    return PortIn.objects.get(pk=port_in_id)


def _look(port_in: PortIn, at: datetime) -> None:
    note = ""
    try:
        found = network_port().find_number(request_id=request_id(port_in))
    except NetworkUnreachable:
        found, note = None, UNREAD
    if found is not None:
        take_port_word(
            port_in_id=port_in.pk,
            state=found.state,
            reason=found.reason,
            moves_on=found.moves_on,
            at=at,
        )
    with transaction.atomic():
        fresh = PortIn.objects.locked().get(pk=port_in.pk)
        if fresh.closed_at is None and fresh.is_over:
            fresh.keep(wait_until=at + LOOKS_EVERY, note=note)


class Errand(Verb[PortIn]):
    """A number asked for at the network, or called off there: whichever it is now."""

    rows = PortIn.objects
    # A request has one name for ever: asking again is as good as looking.
    key_life = None

    def ready(self, row: PortIn, *, at: datetime) -> Hold | Drop | None:
        if row.closed_at is not None:
            return Drop(row.reason)
        if row.errand == PortIn.LEAVE:
            return None
        if row.cancel_asked_at is not None:
            return Drop(row.reason)
        if line_card(line_id=row.line_id).ended_at is not None:
            return Drop(LINE_ENDED)
        first = next_working_day(day_here(at))
        if row.first_sent_at is None and row.moves_on < first:
            row.keep(moves_on=first)
        return None

    def call(self, row: PortIn, *, at: datetime) -> Outcome:
        try:
            answer = self._asked(row)
        except NetworkUnreachable as silence:
            raise Unanswered(str(silence)) from silence
        if row.errand == PortIn.LEAVE:
            # What was refused before it could be called off does not come either.
            is_off = answer.state in ("cancelled", "refused")
            return Outcome("done" if is_off else "failed", answer.reference)
        if answer.state == "refused":
            return Outcome("failed", answer.reference, answer.reason)
        return Outcome("done", answer.reference)

    def find(self, row: PortIn, *, at: datetime) -> Sequence[Outcome]:
        try:
            found = network_port().find_number(request_id=request_id(row))
        except NetworkUnreachable as silence:
            raise Unanswered(str(silence)) from silence
        if found is None:
            return []
        if row.errand == PortIn.LEAVE:
            return [Outcome("done", found.reference)] if found.state == "cancelled" else []
        return [Outcome("done", found.reference)]

    @transaction.atomic
    def succeed(self, row: PortIn, outcome: Outcome, *, at: datetime) -> None:
        fresh = PortIn.objects.locked().get(pk=row.pk)
        if fresh.is_over or fresh.errand != row.errand:
            return
        if fresh.errand == PortIn.LEAVE:
            close(fresh, outcome=CANCELLED, at=at, reason=fresh.reason)
        else:
            note_submitted(fresh, reference=outcome.reference, at=at)

    @transaction.atomic
    def fail(self, row: PortIn, reason: str, *, at: datetime) -> None:
        fresh = PortIn.objects.locked().get(pk=row.pk)
        if fresh.is_over or fresh.errand != row.errand:
            return
        if fresh.errand == PortIn.LEAVE:
            # Too late: the number moves, or has moved. That is looked up at once.
            fresh.end(PortIn.DONE, at=at)
            fresh.keep(errand=PortIn.BRING, cancel_asked_at=None, reason="")
            say_who_acts(fresh)
            return
        is_off = fresh.cancel_asked_at is not None or reason == LINE_ENDED
        close(fresh, outcome=CANCELLED if is_off else REFUSED, at=at, reason=reason)

    def _asked(self, row: PortIn) -> PortAnswer:
        if row.errand == PortIn.LEAVE:
            name = request_id(row, PortIn.LEAVE)
            return network_port().leave_number(request_id=name, reference=row.reference)
        line = line_card(line_id=row.line_id)
        return network_port().bring_number(
            request_id=request_id(row),
            subscription=Subscription(
                e164=line.e164,
                iccid=line.iccid,
                plan=line.base_code,
                reference=line.network_reference,
            ),
            number=NumberToBring(row.e164, row.operator, row.account, row.moves_on),
        )
