"""Load the demo once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.functions import Now

from kith.errors import DomainError
from kith.outbox.models import JobRun
from kith.wall import in_public
from outside.demo.ground import bring_owners, lay_ground
from outside.demo.history import hush, tell_history
from outside.demo.lanes import open_lanes
from outside.demo.plan import BARE, FULL, Size, plan_of
from outside.demo.settling import match_books
from outside.demo.simulator import telling
from outside.demo.stand_ins import rare_collection

# One row says that a load began, one that it ended: half a demo is none.
JOB, BEGUN, DONE = "demo.load", "begun", "done"
A_MOMENT_AGO = timedelta(minutes=2)


class NotADemo(DomainError):
    """This installation is no demo: invented people and money have no place in it."""

    code = "demo.not_a_demo"


class HalfLoaded(DomainError):
    """An earlier load broke off."""

    code = "demo.half_loaded"


@dataclass(frozen=True)
class Loaded:
    """What a load did; `is_new` is false when the demo was there already."""

    is_new: bool
    lines: int = 0
    shops: int = 0


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
    Load the demo, ending at that moment; where it is loaded already nothing happens.

    :raises NotADemo: the settings are not a demo's
    :raises HalfLoaded: an earlier load broke off
    """
    if not settings.KITH_DEMO:
        raise NotADemo(
            "This is not a demo: nothing was loaded.",
            mend="Run `make demo`, or set KITH_DEMO=1 on a machine of your own.",
        )
    if _is_loaded():
        return Loaded(is_new=False)
    plan = plan_of(seed=seed, size=size or (FULL if has_history else BARE), end=at - A_MOMENT_AGO)
    # The lanes come first: they are forked before this process has threads or connections.
    with rare_collection(), open_lanes(plan=plan, count=lanes) as open_ones:
        began = _mark(BEGUN)
        open_ones.stock_spares(wanted=len(plan.shops) + 1)
        say("people, catalogue, numbers")
        lay_ground(plan)
        bring_owners(plan)
        hush(since=began)
        say("a year of the network")
        with telling() as told:
            tell_history(lanes=open_ones, began=began, each_window=told.tell)
            if known := told.wait():
                say(f"the network knows {known} lines")
    say("the books beside the payment processor's")
    match_books(first=plan.start, last=plan.end)
    _mark(DONE)
    return Loaded(is_new=True, lines=sum(map(len, plan.buyers.values())), shops=len(plan.shops))


def _is_loaded() -> bool:
    with in_public():
        slots = set(JobRun.objects.filter(name=JOB).values_list("slot", flat=True))
    if DONE in slots:
        return True
    if BEGUN in slots:
        raise HalfLoaded(
            "An earlier load of the demo broke off.", mend="Start afresh: make demo-reset."
        )
    return False


def _mark(slot: str) -> datetime:
    """Write that a load began or ended, and return the database's own time."""
    with in_public():
        return JobRun.objects.create(name=JOB, slot=slot, claimed_at=Now()).claimed_at
