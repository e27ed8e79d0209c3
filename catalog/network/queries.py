"""What others may ask about the steps staff carry out by hand."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from catalog.network.models import ManualTask
from kith.wall import public_side


@dataclass(frozen=True)
class TaskCard:
    id: UUID
    verb: str
    e164: str
    iccid: str
    imsi: str
    plan: str
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
@public_side
def open_tasks_of(*, tenant_id: UUID) -> int:
    """Count one shop's steps that wait for a person."""
    return ManualTask.objects.open().filter(tenant_id=tenant_id).count()


def open_task_count() -> int:
    """Count what waits for staff."""
    return ManualTask.objects.open().count()


@public_side
def closed_tasks(*, limit: int = 20) -> list[TaskCard]:
    """List what staff closed last."""
    closed = ManualTask.objects.filter(closed_at__isnull=False).order_by("-closed_at", "pk")
    return [_card(task) for task in closed[:limit]]
