"""What others may ask about numbers that leave."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from catalog.lines.queries import LineCard
from catalog.porting.changes import late_from, waits_for, waits_since
from catalog.porting.models import CANCELLED, MOVED, REFUSED, PortIn, PortOut
from catalog.porting.terms import AFTER_THE_END


@dataclass(frozen=True)
class LeavingCard:
    """A way out as its holder sees it."""

    id: UUID
    code: str
    asked_at: datetime
    good_until: datetime
    operator: str
    accepted_at: datetime | None
    ended_at: datetime | None
    outcome: str

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_moved(self) -> bool:
        return self.outcome == "moved"

    @property
    def is_locked(self) -> bool:
        return self.outcome == "locked"


def is_number_kept(*, line: LineCard, at: datetime) -> bool:
    """Say whether a line's number is still there for whoever has or had it."""
    if line.ended_at is None:
        return True
    is_moved = PortOut.objects.filter(line_id=line.id, outcome=MOVED).exists()
    return not is_moved and at < line.ended_at + AFTER_THE_END


def leaving_of(*, line_id: UUID, at: datetime) -> LeavingCard | None:
    """Tell of a line's last way out; None where there is none that matters now."""
    last = PortOut.objects.filter(line_id=line_id).order_by("-asked_at", "-pk").first()
    if last is None or last.outcome in ("cancelled", "replaced"):
        return None
    if last.ended_at is None and last.accepted_at is None and not last.is_good_at(at):
        return None
    return LeavingCard(
        id=last.pk,
        code=last.code,
        asked_at=last.asked_at,
        good_until=last.good_until,
        operator=last.operator,
        accepted_at=last.accepted_at,
        ended_at=last.ended_at,
        outcome=last.outcome,
    )


@dataclass(frozen=True)
class ArrivalCard:
    """A number on its way to a line, as its owner sees it."""

    id: UUID
    line_id: UUID
    e164: str
    operator: str
    # The day that was wished for, then the one that was agreed.
    moves_on: date
    asked_at: datetime
    submitted_at: datetime | None
    accepted_at: datetime | None
    closed_at: datetime | None
    outcome: str
    reason: str
    # Who acts next, since when, and whether that takes too long.
    waits_for: str
    since: datetime
    is_late: bool
    is_calling_off: bool

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_refused(self) -> bool:
        return self.outcome == REFUSED

    @property
    def is_here(self) -> bool:
        return self.outcome == MOVED

    def may_be_called_off(self, *, today: date) -> bool:
        """Say whether its owner may still call it off: until the day before it moves."""
        if not self.is_open or self.is_calling_off:
            return False
        return self.accepted_at is None or today < self.moves_on


def arrival_of(*, line_id: UUID, at: datetime) -> ArrivalCard | None:
    """Tell of the last number a line was to have; None where none is, or it was called off."""
    last = PortIn.objects.filter(line_id=line_id).order_by("-asked_at", "-pk").first()
    if last is None or last.outcome == CANCELLED:
        return None
    return _card(last, at)


def arrivals_at(*, line_ids: Collection[UUID], at: datetime) -> dict[UUID, ArrivalCard]:
    """Tell of the numbers that lines wait for, by line."""
    rows = PortIn.objects.open().filter(line_id__in=line_ids).order_by("pk")
    return {row.line_id: _card(row, at) for row in rows}


def late_arrivals(*, at: datetime) -> int:
    """Count the shop's numbers that whoever acts next has let wait for too long."""
    rows = PortIn.objects.open().order_by("asked_at", "pk")[:500]
    return sum(late_from(row) <= at for row in rows)


def _card(port_in: PortIn, at: datetime) -> ArrivalCard:
    return ArrivalCard(
        id=port_in.pk,
        line_id=port_in.line_id,
        e164=port_in.e164,
        operator=port_in.operator,
        moves_on=port_in.moves_on,
        asked_at=port_in.asked_at,
        submitted_at=port_in.submitted_at,
        accepted_at=port_in.accepted_at,
        closed_at=port_in.closed_at,
        outcome=port_in.outcome,
        reason=port_in.reason,
        waits_for=waits_for(port_in),
        since=waits_since(port_in),
        is_late=port_in.closed_at is None and late_from(port_in) <= at,
        is_calling_off=port_in.cancel_asked_at is not None,
    )
