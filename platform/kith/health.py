"""Is this process alive, and is it ready to serve."""

from django.db import connection, transaction
from django.db.utils import Error
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.outbox.jobs import states_of_jobs
from kith.outbox.models import Delivery, Letter
from kith.outbox.sealed_queue import refused_count
from kith.pulse.beating import missing_parts
from kith.runtime.roles import LoginTooStrong
from kith.wall.side import in_public


@require_GET
def livez(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process runs; asks nobody else."""
    return JsonResponse({"alive": True})


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """
    Answer 200 when PostgreSQL takes writes and every part does its work; the broker may be down.

    A part that has left no sign of life of late is named in `missing`.
    """
    try:
        with in_public(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_is_in_recovery()")
            writable = not cursor.fetchone()[0]
        missing = missing_parts()
    except (Error, LoginTooStrong) as error:
        return JsonResponse({"ready": False, "reason": type(error).__name__}, status=503)
    is_ready = writable and not missing
    return JsonResponse({"ready": is_ready, "missing": missing}, status=200 if is_ready else 503)


@require_GET
def statusz(request: HttpRequest) -> JsonResponse:
    """Answer with the age of waiting work, in seconds, what is parked, and overdue jobs by name."""
    now = timezone.now()
    with in_public():
        letter = Letter.objects.filter(sorted_at=None).order_by("posted_at").first()
        waiting = Delivery.objects.due(at=now).order_by("next_try_at").first()
        parked = Delivery.objects.parked().count()
        held_up = Delivery.objects.waiting().count()
        overdue = [job.name for job in states_of_jobs(at=now) if job.is_overdue]
    return JsonResponse(
        {
            "oldest_letter_seconds": (now - letter.posted_at).total_seconds() if letter else 0,
            "oldest_delivery_seconds": (
                (now - waiting.next_try_at).total_seconds() if waiting else 0
            ),
            "parked_deliveries": parked,
            "held_up_deliveries": held_up,
            "overdue_jobs": overdue,
            "refused_messages": refused_count(),
        }
    )
