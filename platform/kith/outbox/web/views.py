"""The staff's doors to letters that could not be delivered."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kith.outbox.models import Delivery
from kith.outbox.replay import replay_delivery
from kith.permissions import requires

PAGE_SIZE = 25


@require_GET
@requires("letters.replay")
def letters(request: HttpRequest) -> HttpResponse:
    """List parked letters with the fault that parked them, newest first."""
    parked = Delivery.objects.filter(parked_at__isnull=False).select_related("letter")
    page = Paginator(parked.order_by("-parked_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    rows = [_row(delivery) for delivery in page]
    return render(request, "kith/outbox/letters.html", {"page": page, "rows": rows})


@require_POST
@requires("letters.replay")
def replay(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Try one parked letter again."""
    get_object_or_404(Delivery, pk=delivery_id)
    replay_delivery(delivery_id=delivery_id, by=request.user.pk, at=timezone.now())
    messages.success(request, _("The letter is tried again now."))
    return redirect("staff-letters")


def _row(delivery: Delivery) -> dict[str, Any]:
    faults = delivery.last_error.strip().splitlines()
    return {
        "delivery": delivery,
        "reaction": delivery.reaction.rpartition(".")[2].replace("_", " "),
        "fault": faults[-1] if faults else "",
    }
