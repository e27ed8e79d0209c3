"""What others may ask about numbers that leave."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog.lines.queries import LineCard
from catalog.porting.models import MOVED, PortOut
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
