"""What others may ask about the steps staff carry out by hand."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models.functions import Now

from catalog.network.models import ComingNumber, ManualTask
from kith.wall import public_side
from tenants.registry.queries import tenant_names


@dataclass(frozen=True)
class TaskCard:
    id: UUID
    verb: str
    e164: str
    iccid: str
    imsi: str
    plan: str
    particulars: dict[str, str]
    asked_at: datetime
    closed_at: datetime | None
    is_done: bool | None
    reason: str


def _card(task: ManualTask) -> TaskCard:
    return TaskCard(
        id=task.pk,
        verb=task.verb,
        e164=task.e164,
        iccid=task.iccid,
        imsi=task.imsi,
        plan=task.plan,
        particulars=task.particulars,
        asked_at=task.asked_at,
        closed_at=task.closed_at,
        is_done=task.is_done,
        reason=task.reason,
    )


@public_side
def open_tasks(*, limit: int = 100) -> list[TaskCard]:
    """List what waits for staff, the longest wait first."""
    return [_card(task) for task in ManualTask.objects.open().order_by("asked_at", "pk")[:limit]]


@public_side
def task_of_request(*, request_id: str) -> TaskCard | None:
    """Tell about the task that a request became; None where there is none."""
    task = ManualTask.objects.filter(request_id=request_id).first()
    return _card(task) if task else None


@public_side
def open_tasks_of(*, tenant_id: UUID) -> int:
    """Count one shop's steps that wait for a person."""
    return ManualTask.objects.open().filter(tenant_id=tenant_id).count()


@public_side
def open_task_count() -> int:
    """Count what waits for staff."""
    return ManualTask.objects.open().count()


@public_side
def closed_tasks(*, limit: int = 20) -> list[TaskCard]:
    """List what staff closed last."""
    closed = ManualTask.objects.filter(closed_at__isnull=False).order_by("-closed_at", "pk")
    return [_card(task) for task in closed[:limit]]


@public_side
def is_number_coming(*, e164: str) -> bool:
    """Say whether a number is on its way here, to any shop."""
    return ComingNumber.objects.open().filter(e164=e164).exists()


@dataclass(frozen=True)
class LateNumber:
    """A number that waits too long to come: whom for, since when, in which shop."""

    id: UUID
    e164: str
    operator: str
    waits_for: str
    since: datetime
    moves_on: date
    shop: str


@public_side
def late_numbers(*, at: datetime, limit: int = 100) -> list[LateNumber]:
    """List the numbers that whoever acts next has let wait for too long, the longest first."""
    rows = list(ComingNumber.objects.late(at=at).order_by("late_from", "pk")[:limit])
    shops = tenant_names(ids={row.tenant_id for row in rows})
    return [
        LateNumber(
            id=row.pk,
            e164=row.e164,
            operator=row.operator,
            waits_for=row.waits_for,
            since=row.waits_since,
            moves_on=row.moves_on,
            shop=shops.get(row.tenant_id, ""),
        )
        for row in rows
    ]


@public_side
def late_number_count() -> int:
    """Count the numbers that wait too long, by the database's clock."""
    return ComingNumber.objects.open().filter(late_from__lte=Now()).count()
