"""Carry something outside once, whatever breaks on the way: the one machine for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from kith.failpoints import reach
from kith.fence.gate import Standing, standing
from kith.transmission.models import Transmission
from kith.transmission.outcomes import NotNow, Outcome, Refused, RefusedForNow, Unanswered

HELD_WAIT = timedelta(minutes=5)
BUSY_WAIT = timedelta(seconds=30)
REFUSED_WAIT = timedelta(hours=1)
# When to look again for what is in doubt: soon, then later, then once a day.
DOUBT_WAITS = (timedelta(minutes=5), timedelta(hours=1), timedelta(days=1))
# A receiver forgets a key after a day; an hour is kept in hand.
KEY_LIFE = timedelta(hours=23)
# Only this many empty readings, this far apart, say that what was sent never arrived.
READS_NEEDED = 2
BETWEEN_READS = timedelta(minutes=10)

BUSY = gettext_noop("It could not be sent just now.")
UNCLEAR = gettext_noop("No clear answer came.")
UNREAD = gettext_noop("What was sent could not be looked up.")
PENDING = gettext_noop("It is under way.")
READ_ONCE_MORE = gettext_noop("Not found yet. It is looked for once more before it is sent again.")
SEVERAL = gettext_noop("It was found more than once: a person has to look.")


@dataclass(frozen=True)
class Hold:
    """Why a row is not sent now; without a time it is looked at whenever somebody does."""

    note: str
    until: datetime | None = None


@dataclass(frozen=True)
class Drop:
    """Why a row is never sent."""

    reason: str


class Verb[Row: Transmission]:
    """
    One kind of thing that is sent: what only it knows.

    A verb says how to call, how to find what was called before, and what follows from success
    and failure. Everything else, when and how often and after what, is the machine's.
    """

    rows: ClassVar[Any]
    # Rows that come with it.
    along: ClassVar[tuple[str, ...]] = ()
    doubt_waits: ClassVar[tuple[timedelta, ...]] = DOUBT_WAITS
    # None: the receiver never forgets, so that asking again is as good as looking.
    key_life: ClassVar[timedelta | None] = KEY_LIFE

    def call(self, row: Row, *, at: datetime) -> Outcome:
        """
        Make the call, outside any transaction.

        :raises Refused: nothing happened, and never will
        :raises NotNow: nothing happened this time
        :raises Unanswered: nobody knows
        """
        raise NotImplementedError

    def find(self, row: Row, *, at: datetime) -> Sequence[Outcome]:
        """Look for what was called for this purpose before, outside any transaction."""
        raise NotImplementedError

    def succeed(self, row: Row, outcome: Outcome, *, at: datetime) -> object:
        """Write down that it happened; twice changes nothing."""
        raise NotImplementedError

    def fail(self, row: Row, reason: str, *, at: datetime) -> object:
        """Write down that it certainly did not happen; twice changes nothing."""
        raise NotImplementedError

    def ready(self, row: Row, *, at: datetime) -> Hold | Drop | None:
        """Say what keeps a locked row from being sent now, first or again; None when nothing."""
        return None

    def pending(self, row: Row, outcome: Outcome, *, at: datetime) -> timedelta:
        """Say when to look again at what is under way there."""
        return self.doubt_waits[0]

    def several(self, row: Row, outcomes: Sequence[Outcome], *, at: datetime) -> None:
        """Deal with what happened more than once; the row waits for a person."""

    def lock(self, pk: UUID) -> Row | None:
        """Lock the row, after whatever is locked before it; None where somebody else has it."""
        rows = self._rows().filter(pk=pk)
        found: Row | None = rows.select_for_update(of=("self",), skip_locked=True).first()
        return found

    def fresh(self, pk: UUID) -> Row:
        """Return the row as it stands."""
        found: Row = self._rows().get(pk=pk)
        return found

    def _rows(self) -> Any:
        return self.rows.select_related(*self.along) if self.along else self.rows


def carry[Row: Transmission](verb: Verb[Row], pk: UUID, *, at: datetime) -> Row:
    """
    Carry one row on as far as it goes now and return it; safe at once, twice, after any crash.

    Nothing leaves while the fence is closed; what may have left before is looked for all the same.
    What was never sent is sent. What may have happened is looked for first: found, it is
    adopted; not found, the same goes out under the same key, and once the receiver has
    forgotten that only after two empty readings. `sending` is committed before each call.
    What has to wait says until when. Call it outside a transaction.
    """
    where = standing(at=at)
    row, is_claimed = _begin(verb, pk, at, where)
    if row is not None and not is_claimed:
        reach("transmission.begun")
        row = _claim_again(verb, pk, at, where) if _is_absent(verb, row, at) else None
    if row is not None:
        reach("transmission.claimed")
        _send(verb, row, at)
        reach("transmission.booked")
    return verb.fresh(pk)


@transaction.atomic
def _begin[Row: Transmission](
    verb: Verb[Row], pk: UUID, at: datetime, where: Standing
) -> tuple[Row | None, bool]:
    """Claim what was never sent, or say that it has to be looked for first."""
    row = verb.lock(pk)
    if row is None or row.is_over or row.waits_until(at):
        return None, False
    if row.is_in_doubt:
        # Found `sending`: whoever sent it never came back to say how it went.
        row.keep(state=row.UNKNOWN, doubted_at=row.doubted_at or at)
        return row, False
    if where.is_open and where.doubts_past and row.first_sent_at is None:
        # A house that was put back may have sent it in the time it lost.
        return row, False
    return _claimed(verb, row, at, where), True


def _claimed[Row: Transmission](
    verb: Verb[Row], row: Row, at: datetime, where: Standing
) -> Row | None:
    """Mark a locked row as being sent; None where it must not go out."""
    if not where.is_open:
        row.keep(note=where.held_because, wait_until=at + HELD_WAIT)
        return None
    match verb.ready(row, at=at):
        case Drop(reason):
            verb.fail(row, reason, at=at)
            return None
        case Hold(note, until):
            row.keep(note=note[:200], wait_until=until)
            return None
    row.keep(
        state=row.SENDING,
        first_sent_at=row.first_sent_at or at,
        last_sent_at=at,
        wait_until=None,
        attempts=row.attempts + 1,
        note="",
    )
    row.sent_by = where.marks
    return row


def _is_absent[Row: Transmission](verb: Verb[Row], row: Row, at: datetime) -> bool:
    """Look for a row in doubt and deal with what is found; True where nothing is."""
    try:
        found = verb.find(row, at=at)
    except (NotNow, Unanswered, Refused):
        _wait(verb, row, at + verb.doubt_waits[0], UNREAD)
        return False
    reach("transmission.looked")
    done = [outcome for outcome in found if outcome.is_done]
    if len(done) > 1:
        verb.several(row, done, at=at)
        _doubt_found(verb, row, at, at + verb.doubt_waits[-1], SEVERAL)
    elif done:
        verb.succeed(row, done[0], at=at)
    elif found and not found[0].is_failed:
        _doubt_found(verb, row, at, at + verb.pending(row, found[0], at=at), PENDING)
    elif found:
        verb.fail(row, found[0].reason, at=at)
    return not found


@transaction.atomic
def _claim_again[Row: Transmission](
    verb: Verb[Row], pk: UUID, at: datetime, where: Standing
) -> Row | None:
    """Claim a row that is not to be found; not before that is certain."""
    row = verb.lock(pk)
    if row is None or row.is_over or row.state == row.SENDING or row.waits_until(at):
        return None
    is_forgotten = (
        verb.key_life is not None
        and row.first_sent_at is not None
        and at - row.first_sent_at >= verb.key_life
    )
    if is_forgotten:
        reads, since = row.empty_reads + 1, row.first_empty_read_at or at
        if reads < READS_NEEDED or at - since < BETWEEN_READS:
            row.keep(
                empty_reads=reads,
                first_empty_read_at=since,
                wait_until=max(at, since) + BETWEEN_READS,
                note=READ_ONCE_MORE,
            )
            return None
        # The key is forgotten and nothing arrived: the same request starts afresh.
        row.keep(first_sent_at=None, empty_reads=0, first_empty_read_at=None)
    return _claimed(verb, row, at, where)


def _send[Row: Transmission](verb: Verb[Row], row: Row, at: datetime) -> None:
    """Make the call for a row that was claimed, and write down how it ended."""
    try:
        outcome = verb.call(row, at=at)
    except NotNow as busy:
        _wait(verb, row, at + (busy.wait or BUSY_WAIT), _words(busy, BUSY))
    except RefusedForNow as refusal:
        _take_new_key(verb, row, at + REFUSED_WAIT, _words(refusal, BUSY))
    except Refused as refusal:
        verb.fail(row, str(refusal), at=at)
    except Unanswered:
        _doubt(verb, row, at)
    else:
        reach("transmission.called")
        if outcome.is_done:
            verb.succeed(row, outcome, at=at)
        elif outcome.is_failed:
            verb.fail(row, outcome.reason, at=at)
        else:
            _doubt(verb, row, at, outcome)


@transaction.atomic
def _wait[Row: Transmission](verb: Verb[Row], row: Row, until: datetime, note: str) -> None:
    """Put back what moved nothing this time; a doubt from an earlier time stays."""
    fresh = verb.rows.locked().get(pk=row.pk)
    if fresh.is_over or not _is_same_turn(fresh, row):
        return
    state = fresh.UNKNOWN if fresh.doubted_at else fresh.FROZEN
    fresh.keep(state=state, wait_until=until, note=note[:200])


@transaction.atomic
def _doubt_found[Row: Transmission](
    verb: Verb[Row], row: Row, at: datetime, until: datetime, note: str
) -> None:
    """What was found for a row may be its own: it is never sent again without a look."""
    fresh = verb.rows.locked().get(pk=row.pk)
    if fresh.is_over or not _is_same_turn(fresh, row):
        return
    fresh.keep(
        state=fresh.UNKNOWN,
        doubted_at=fresh.doubted_at or at,
        wait_until=until,
        note=note[:200],
    )


@transaction.atomic
def _doubt[Row: Transmission](
    verb: Verb[Row], row: Row, at: datetime, outcome: Outcome | None = None
) -> None:
    """Nobody knows whether it happened: say so, and look later, later each time."""
    fresh = verb.rows.locked().get(pk=row.pk)
    if fresh.state != fresh.SENDING:
        return
    waits = verb.doubt_waits
    wait = waits[min(fresh.attempts, len(waits)) - 1]
    if outcome is not None:
        wait = verb.pending(row, outcome, at=at)
    fresh.keep(
        state=fresh.UNKNOWN,
        doubted_at=fresh.doubted_at or at,
        wait_until=at + wait,
        note=UNCLEAR if outcome is None else PENDING,
    )


@transaction.atomic
def _take_new_key[Row: Transmission](verb: Verb[Row], row: Row, until: datetime, note: str) -> None:
    """The refusal is certain and stands under the old key: the next try has another."""
    fresh = verb.rows.locked().get(pk=row.pk)
    if fresh.state != fresh.SENDING or not _is_same_turn(fresh, row):
        return
    turn = fresh.idem_key.removeprefix(f"{fresh.purpose}:")
    fresh.keep(
        idem_key=f"{fresh.purpose}:{int(turn) + 1 if turn.isdigit() else 2}",
        state=fresh.FROZEN,
        first_sent_at=None,
        doubted_at=None,
        empty_reads=0,
        first_empty_read_at=None,
        wait_until=until,
        note=note[:200],
    )


def _is_same_turn(fresh: Transmission, row: Transmission) -> bool:
    """Say whether nobody has claimed a row since we did: another worker's claim stands."""
    return fresh.attempts == row.attempts


def _words(error: Exception, otherwise: str) -> str:
    return str(error) or otherwise
