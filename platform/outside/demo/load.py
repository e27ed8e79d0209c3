"""Load the demo: its base at once, its year behind the backs of whoever looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from kith.errors import DomainError
from kith.outbox.models import JobRun
from kith.outbox.publish import done_already
from kith.wall import in_public
from outside.demo.ground import bring_owners, lay_ground
from outside.demo.history import open_shops, tell_history
from outside.demo.lanes import Stage, open_lanes
from outside.demo.listing import people_and_hosts
from outside.demo.notes import PEOPLE, Year, note_year
from outside.demo.once import JOB, is_done, note_done
from outside.demo.plan import BARE, FULL, SIZES, WINDOWS, Plan, Size, plan_of
from outside.demo.processor import list_movements_from
from outside.demo.settling import match_books
from outside.demo.simulator import telling
from outside.demo.stand_ins import rare_collection

# Which year is told, unless somebody asks for another.
SEED = 2026
BEGUN, DONE = "begun", "done"
A_MOMENT_AGO = timedelta(minutes=2)


class NotADemo(DomainError):
    """This installation is no demo: invented people and money have no place in it."""

    code = "demo.not_a_demo"


@dataclass(frozen=True)
class Loaded:
    """What a load did; `is_new` is false when the year was over already."""

    is_new: bool
    lines: int = 0
    shops: int = 0


def lay_base(*, at: datetime, seed: int, has_history: bool, size: Size | None = None) -> Plan:
    """
    Put people, catalogue and the first shops in place, and return the year that is theirs.

    The year ends at that moment; where a base stands already it keeps its own. It stands whole or
    not at all.

    :raises NotADemo: the settings are not a demo's
    """
    if not settings.KITH_DEMO:
        raise NotADemo(
            "This is not a demo: nothing was loaded.",
            mend="Run `make demo`, or set KITH_DEMO=1 on a machine of your own.",
        )
    plan = _plan_that_stands(size)
    if plan is None:
        size = size or (FULL if has_history else BARE)
        plan = plan_of(seed=seed, size=size, end=at - A_MOMENT_AGO)
        list_movements_from(at)
        with rare_collection(), open_lanes(plan=plan, count=0) as alone, done_already():
            _lay(alone.stage, at)
        _tell_whom_one_can_be()
    _tell_how_far()
    return plan


def live_year(plan: Plan, *, lanes: int, say: Callable[[str], None]) -> Loaded:
    """Let the year of a base happen, or what is missing of it; where it is over nothing happens."""
    if is_done(DONE):
        return Loaded(is_new=False)

    def lived(window: int) -> None:
        note_year(settings.KITH_STATE_DIR, Year(window))
        say(f"{window} of {WINDOWS} months were lived")

    # The lanes come first: they are forked before this process has threads or connections.
    with rare_collection(), open_lanes(plan=plan, count=lanes) as open_ones:
        open_ones.stock_spares(wanted=len(plan.shops))
        with telling() as told:
            tell_history(lanes=open_ones, each_window=told.tell, lived=lived)
            if known := told.wait():
                say(f"the network knows {known} lines")
    say("the books beside the payment processor's")
    list_movements_from(None)
    match_books(first=plan.start, last=plan.end)
    note_done(DONE)
    _tell_whom_one_can_be()
    _tell_how_far()
    return Loaded(is_new=True, lines=sum(map(len, plan.buyers.values())), shops=len(plan.shops))


def load(
    *,
    at: datetime,
    seed: int,
    has_history: bool,
    lanes: int,
    say: Callable[[str], None],
    size: Size | None = None,
) -> Loaded:
    """
    Load all of the demo, ending at that moment, or what is missing of it.

    :raises NotADemo: the settings are not a demo's
    """
    plan = lay_base(at=at, seed=seed, has_history=has_history, size=size)
    return live_year(plan, lanes=lanes, say=say)


def _lay(stage: Stage, at: datetime) -> None:
    plan = stage.plan
    with in_public(), transaction.atomic():
        note_done(f"{BEGUN}:{plan.size.name}:{plan.seed}", at=at)
        lay_ground(plan)
        bring_owners(plan)
        open_shops(stage, window=1)


def _plan_that_stands(size: Size | None) -> Plan | None:
    """Return the year of the base that was laid; None where there is none."""
    with in_public():
        begun = JobRun.objects.filter(name=JOB, slot__startswith=f"{BEGUN}:").first()
    if begun is None:
        return None
    _, name, seed = begun.slot.split(":")
    return plan_of(seed=int(seed), size=size or SIZES[name], end=begun.claimed_at - A_MOMENT_AGO)


def _tell_how_far() -> None:
    """Leave word for whoever shows how far the demo is."""
    with in_public():
        pieces = JobRun.objects.filter(name=JOB)
        lived = pieces.filter(slot__in=[f"{window:02}" for window in range(1, WINDOWS + 1)]).count()
    note_year(settings.KITH_STATE_DIR, Year(lived, is_over=is_done(DONE)))


def _tell_whom_one_can_be() -> None:
    (settings.KITH_STATE_DIR / PEOPLE).write_text(people_and_hosts())
