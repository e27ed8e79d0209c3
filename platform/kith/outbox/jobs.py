"""
Scheduled jobs: each turn is a row and an event, so that it is done, or done again.

A job's turn is posted in the transaction that notes it, and delivered like any other event: it is
locked while it runs, a dead worker's is run again within seconds, an outage is waited out. What
fell due while nobody looked is found by the next look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, QuerySet

from kith.outbox.events import Event
from kith.outbox.models import Delivery, JobRun
from kith.outbox.publish import publish, publish_to_each
from kith.outbox.timetable import Job, last_slot, slots_after
from kith.wall.side import current_tenant, in_public, public_side

# After so long somebody should wonder why a turn is not done.
GRACE = timedelta(minutes=15)
# Of a job whose every turn matters: how many turns back one look goes.
MOST_TURNS = 31
# A job's parts fall due so far from each other, tenant by tenant.
APART = timedelta(seconds=0.1)
# When a job was due and done that never was.
NEVER = (None, None)


class JobDue(Event, name="job.due"):
    """The turn of a scheduled job has come: for the whole house, or for the tenant that hears."""

    job: str
    slot: datetime


class TurnUnderWay(Exception):
    """Another turn of the job is being done; this one waits until it is over."""


@dataclass(frozen=True)
class JobState:
    """How a job stands: its last turn that was done, and the one that should be by now."""

    name: str
    label: str
    slot: datetime
    last_done_at: datetime | None
    is_overdue: bool


_jobs: dict[str, Job] = {}


def schedule(jobs: Iterable[Job]) -> None:
    """Say which jobs there are; called once when Django is ready."""
    _jobs.clear()
    _jobs.update({job.name: job for job in jobs})


@public_side
def post_due_jobs(*, at: datetime) -> int:
    """
    Note and post the turns that are due and were not noted yet; returns how many.

    A job that was never seen before begins with its next turn. Looking twice, or two at once,
    posts each turn once.
    """
    last = _latest(JobRun.objects.filter(due_at__isnull=False))
    return sum(
        _post(job, slot, is_new=job.name not in last)
        for job in _jobs.values()
        for slot in _missing(job, last.get(job.name, NEVER)[0], at)
    )


@public_side
def call_off_turns(*, tenant_id: UUID, at: datetime) -> int:
    """End the turns that were handed to a tenant and will never be run; returns how many."""
    undone = Delivery.objects.filter(tenant_id=tenant_id, done_at=None)
    return undone.filter(letter__event=JobDue.event_name).update(done_at=at, parked_at=None)


def run_job(*, job: str, slot: datetime) -> None:
    """
    On `job.due`: do one turn of a job; in a tenant its part, on the public side the whole.

    A turn that is late does the work of the latest, so that none undoes what a later one did;
    where each turn is run, it does its own.

    :raises KeyError: a newer or older deploy has a job of that name
    :raises TurnUnderWay: another turn of the job is being done
    """
    known = _jobs[job]
    with _alone(known):
        turn = _latest_turn(known, slot)
        if current_tenant() is not None:
            known.run(at=turn)
        else:
            _run_whole(known, turn)


def _run_whole(job: Job, slot: datetime) -> None:
    undone = JobRun.objects.filter(name=job.name, done_at=None)
    turn = undone.filter(due_at=slot)
    if turn.update(attempts=F("attempts") + 1, claimed_at=_clock()) == 0:
        return
    try:
        if job.in_each_tenant:
            _hand_out(job, slot)
        else:
            job.run(at=slot)
    except Exception as error:
        turn.update(last_error=f"{type(error).__name__}: {error}"[:400])
        raise
    covered = turn if job.is_each_turn_run else undone.filter(due_at__lte=slot)
    covered.update(done_at=_clock(), last_error="")


def _latest_turn(job: Job, slot: datetime) -> datetime:
    if job.is_each_turn_run:
        return slot
    with in_public():
        later = JobRun.objects.filter(name=job.name, due_at__gt=slot).order_by("-due_at")
        return later.values_list("due_at", flat=True).first() or slot


@contextmanager
def _alone(job: Job) -> Iterator[None]:
    """Keep every other turn of a job away, in this tenant or on the public side."""
    tenant = current_tenant()
    key = f"job:{job.name}:{tenant.uuid if tenant else ''}"
    if not _ask("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key]):
        raise TurnUnderWay(job.name)
    try:
        yield
    finally:
        try:
            _ask("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
        except BaseException:
            # Kept by a worker that goes on, it would keep every later turn away.
            connection.close()
            raise


@public_side
def states_of_jobs(*, at: datetime) -> list[JobState]:
    """Return how each job stands, in the order they are declared."""
    known = _latest(JobRun.objects.filter(due_at__isnull=False, done_at__isnull=False))
    states = []
    for job in _jobs.values():
        wanted = last_slot(job.when, at=at - GRACE)
        due, ended = known.get(job.name, NEVER)
        # One the scheduler has not seen yet is new: nobody missed its turns.
        is_overdue = due is not None and due < wanted
        states.append(JobState(job.name, str(job.label), wanted, ended, is_overdue))
    return states


def database_clock() -> datetime:
    """Return the time by the one clock all processes share."""
    with in_public():
        return _clock()


def _clock() -> datetime:
    return _ask("SELECT clock_timestamp()")


def _ask(question: str, values: Sequence[str] = ()) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def _latest(turns: QuerySet[JobRun]) -> dict[str, tuple[datetime | None, datetime | None]]:
    """
    Return, for each job, when the latest of these turns was due and done.

    One step down the index a job: a turn a minute makes a long table.
    """
    latest = [turns.filter(name=name).order_by("-due_at")[:1] for name in _jobs]
    if not latest:
        return {}
    rows = latest[0].union(*latest[1:], all=True).values_list("name", "due_at", "done_at")
    return {name: (due, done) for name, due, done in rows}


def _missing(job: Job, last: datetime | None, at: datetime) -> list[datetime]:
    if last is None:
        return [last_slot(job.when, at=at)]
    if not job.is_each_turn_run:
        return slots_after(job.when, after=last, until=at, most=1)
    # One at a look: the older turn is well on its way before the next one begins.
    return slots_after(job.when, after=last, until=at, most=MOST_TURNS)[:1]


@transaction.atomic
def _post(job: Job, slot: datetime, *, is_new: bool) -> bool:
    if is_new:
        # Nobody missed what was due before the job existed.
        JobRun.objects.get_or_create(
            name=job.name, slot=slot.isoformat(), defaults={"due_at": slot, "done_at": slot}
        )
        return False
    _, is_noted = JobRun.objects.get_or_create(
        name=job.name, slot=slot.isoformat(), defaults={"due_at": slot}
    )
    if is_noted:
        publish(JobDue(job=job.name, slot=slot), key=f"{job.name}:{slot.isoformat()}")
    return is_noted


@transaction.atomic
def _hand_out(job: Job, slot: datetime) -> None:
    tenants = apps.get_model(settings.TENANT_MODEL).objects.open().order_by("pk")
    begin = _clock()
    # One after the other, so that what people wait for meanwhile finds its place between them.
    due = {
        tenant_id: begin + place * APART
        for place, tenant_id in enumerate(tenants.values_list("pk", flat=True))
    }
    publish_to_each(JobDue(job=job.name, slot=slot), key=f"{job.name}:{slot.isoformat()}", due=due)
