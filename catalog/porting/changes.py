"""What every change of a number on its way here has in common; the caller holds its row."""

from datetime import datetime

from catalog.lines.usecases.renumber_line import renumber_line
from catalog.network.events import DAY, OPERATOR, US
from catalog.network.usecases.note_number import note_number
from catalog.network.usecases.stop_expecting_number import stop_expecting_number
from catalog.numbering.usecases.take_in_number import take_in_number
from catalog.porting.events import PortInChanged, PortInToCarry
from catalog.porting.models import CANCELLED, MOVED, PortIn
from catalog.porting.requests import purpose_of
from catalog.porting.terms import (
    LOOKS_EVERY,
    OPERATOR_IS_LATE_DAYS,
    SENDING_IS_LATE,
    day_is_over,
    working_days_after,
)
from kith.outbox import publish

ASKED, ACCEPTED = "asked", "accepted"


def waits_for(port_in: PortIn) -> str:
    """Say who acts next about a number that is on its way: we, its operator, or nobody but time."""
    if port_in.cancel_asked_at or not port_in.submitted_at:
        return US
    return DAY if port_in.accepted_at else OPERATOR


def waits_since(port_in: PortIn) -> datetime:
    """Say since when that is so."""
    return (
        port_in.cancel_asked_at or port_in.accepted_at or port_in.submitted_at or port_in.asked_at
    )


def late_from(port_in: PortIn) -> datetime:
    """Say from when on that takes too long."""
    who, since = waits_for(port_in), waits_since(port_in)
    if who == US:
        return since + SENDING_IS_LATE
    if who == DAY:
        return day_is_over(port_in.moves_on)
    return working_days_after(since, OPERATOR_IS_LATE_DAYS)


def say_who_acts(port_in: PortIn) -> None:
    """Let the whole network know who acts next."""
    note_number(
        port_in_id=port_in.pk,
        waits_for=waits_for(port_in),
        moves_on=port_in.moves_on,
        late_from=late_from(port_in),
        at=waits_since(port_in),
    )


def note_submitted(port_in: PortIn, *, reference: str, at: datetime) -> None:
    """Note that the network has the wish; what comes of it is looked for from now on."""
    if port_in.submitted_at is None:
        port_in.keep(submitted_at=at, reference=reference or port_in.reference)
    if not port_in.is_over:
        port_in.end(PortIn.DONE, at=at)
    port_in.keep(wait_until=at + LOOKS_EVERY)
    if port_in.cancel_asked_at:
        send_leaving(port_in)
    say_who_acts(port_in)


def send_leaving(port_in: PortIn) -> None:
    """Make calling it off the next thing that is sent."""
    purpose = purpose_of(port_in, PortIn.LEAVE)
    port_in.keep(
        errand=PortIn.LEAVE,
        state=PortIn.FROZEN,
        purpose=purpose,
        idem_key=f"{purpose}:1",
        first_sent_at=None,
        last_sent_at=None,
        doubted_at=None,
        wait_until=None,
        empty_reads=0,
        first_empty_read_at=None,
        ended_at=None,
        note="",
    )
    publish(PortInToCarry(port_in_id=port_in.pk), key=f"{port_in.pk}:{PortIn.LEAVE}")


def close(port_in: PortIn, *, outcome: str, at: datetime, reason: str = "") -> None:
    """End a wish for certain, forget the account, and tell its owner."""
    if not port_in.is_over:
        port_in.end(PortIn.FAILED if outcome != MOVED else PortIn.DONE, at=at)
    port_in.keep(closed_at=at, outcome=outcome, reason=reason[:200], account="", wait_until=None)
    stop_expecting_number(port_in_id=port_in.pk, at=at)
    publish(PortInChanged(port_in_id=port_in.pk, news=outcome), key=f"{port_in.pk}:{outcome}")


def call_off(port_in: PortIn, *, reason: str, at: datetime) -> None:
    """End a wish that nobody was sent yet, or ask the network to let it be."""
    if port_in.closed_at is not None or port_in.cancel_asked_at is not None:
        return
    if port_in.state == PortIn.FROZEN and port_in.first_sent_at is None:
        close(port_in, outcome=CANCELLED, at=at, reason=reason)
        return
    port_in.keep(cancel_asked_at=at, reason=reason)
    if port_in.state == PortIn.DONE:
        send_leaving(port_in)
    say_who_acts(port_in)


def arrive(port_in: PortIn, *, at: datetime) -> None:
    """
    Give the line its number; its temporary one rests, its SIM stays.

    Where the line has ended meanwhile the number rests too, and goes back to its range's holder.
    """
    holder = f"line:{port_in.line_id}"
    is_given = renumber_line(line_id=port_in.line_id, e164=port_in.e164, at=at)
    take_in_number(e164=port_in.e164, holder=holder, at=at, rests=not is_given)
    close(port_in, outcome=MOVED, at=at)
