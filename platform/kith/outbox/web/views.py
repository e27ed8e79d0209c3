"""The staff's doors to failed events and to scheduled jobs."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kith.faults import fault_words
from kith.outbox.jobs import JobState, states_of_jobs
from kith.outbox.models import Delivery
from kith.outbox.replay import replay_delivery
from kith.permissions import requires
from kith.ui.shapes import Column, Tagged

PAGE_SIZE = 25


@require_GET
@requires("events.retry")
def failed_events(request: HttpRequest) -> HttpResponse:
    """List what could not be delivered with the fault that parked it, newest first."""
    parked = Delivery.objects.parked().select_related("letter")
    page = Paginator(parked.order_by("-parked_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = [_row(delivery) for delivery in page]
    return render(request, "kith/outbox/failed_events.html", {"page": page, "rows": rows})


@require_POST
@requires("events.retry")
def retry(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Try one failed event again."""
    get_object_or_404(Delivery, pk=delivery_id)
    replay_delivery(delivery_id=delivery_id, by=request.user.pk, at=timezone.now())
    messages.success(request, _("The event is tried again now."))
    return redirect("staff-failed-events")


@require_GET
@requires("jobs.read")
def job_list(request: HttpRequest) -> HttpResponse:
    """List what is done at set times, when it was done last, and what is late."""
    rows = [
        {
            "label": job.label,
            "state": _state_of(job),
            "done": job.last_done_at,
            "due": job.slot,
        }
        for job in states_of_jobs(at=timezone.now())
    ]
    columns = [
        Column("label", _("Job"), "strong"),
        Column("state", _("State"), "badge"),
        Column("done", _("Last done"), "when"),
        Column("due", _("Last due"), "when", is_wide_only=True),
    ]
    return render(request, "kith/outbox/jobs.html", {"columns": columns, "rows": rows})


def _row(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "reaction": delivery.reaction.rpartition(".")[2].replace("_", " "),
        "fault": fault_words(delivery.last_error),
    }


def _state_of(job: JobState) -> Tagged:
    if job.is_overdue:
        return Tagged(_("Late"), "bad")
    if job.last_done_at is None:
        return Tagged(_("Not yet"), "plain")
    return Tagged(_("On time"), "good")
