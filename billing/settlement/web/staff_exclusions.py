"""Leave one payee out of a frozen run."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from billing.settlement.models import Run
from billing.settlement.usecases.leave_out_payee import NotInThisRun, leave_out_payee
from billing.settlement.web.staff_runs import run_page
from kith.errors import DomainError
from kith.permissions import requires
from tenants.accounts.asking_again import asks_again


@require_POST
@requires("runs.open")
@asks_again
def exclusions(request: HttpRequest, number: str) -> HttpResponse:
    """Leave the chosen payee out, with the reason."""
    found = get_object_or_404(Run, number=number)
    try:
        leave_out_payee(
            run_id=found.pk,
            payee_id=UUIDField().clean(request.POST.get("payee", "")),
            because=request.POST.get("because", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
    except ValidationError:
        unread = NotInThisRun(_("Nobody was chosen"), mend=_("Choose who is left out."))
        return run_page(request, found, refusal=unread, status=409)
    except DomainError as refusal:
        return run_page(request, found, refusal=refusal, status=409)
    messages.success(request, _("Left out. What is due to them is settled another time."))
    return redirect("staff-run", number=number)
