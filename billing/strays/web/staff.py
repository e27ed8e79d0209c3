"""What holds all payments, what the books do not know, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.strays.models import Stray
from billing.strays.queries import earliest_stray, standing_pauses, strays, strays_left
from billing.strays.usecases.accept_stray import accept_stray
from billing.strays.usecases.set_stray_aside import set_stray_aside
from billing.strays.web import shown
from kith.errors import DomainError, Unavailable
from kith.fence.usecases.look_outside import look_outside
from kith.fence.usecases.release_sending import release_sending
from kith.permissions import allowed, requires
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.asking_again import asks_again

PAGE = "billing/strays/staff_strays.html"
ROWS = 50


@require_GET
@requires("strays.read")
def stray_list(request: HttpRequest) -> HttpResponse:
    """List what moved at the processor without the books knowing, the open ones first."""
    if wants_csv(request):
        rows = [shown.row(one) for one in strays()]
        return table_answer(name="movements", columns=shown.columns(), rows=rows)
    return _page(request)


@require_POST
@requires("strays.read")
def look(request: HttpRequest) -> HttpResponse:
    """Compare the books with the processor now."""

    def compare() -> str:
        try:
            look_outside(at=timezone.now())
        except Unavailable as silent:
            raise ProcessorSilent(
                _("The payment processor did not answer."), mend=_("Try again in a few minutes.")
            ) from silent
        return _("The books were compared with the processor.")

    return _asked(request, compare)


@require_POST
@requires("sending.release")
@asks_again
def release(request: HttpRequest) -> HttpResponse:
    """Say yes to sending again; the second person's yes does it."""

    def say_yes() -> str:
        goes_on = release_sending(by=request.user.pk, at=timezone.now())
        if goes_on:
            return _("Payments go on.")
        return _("You said yes. Somebody else has to say so too.")

    return _asked(request, say_yes)


@require_POST
@requires("strays.adopt")
@asks_again
def adoption(request: HttpRequest, reference: str) -> HttpResponse:
    """Take one movement into the books."""
    found = get_object_or_404(Stray, pk=reference)

    def adopt() -> str:
        accept_stray(reference=found.pk, by=request.user.pk, at=timezone.now())
        return _("It is being taken into the books.")

    return _asked(request, adopt)


@require_POST
@requires("strays.adopt")
@asks_again
def aside(request: HttpRequest, reference: str) -> HttpResponse:
    """Leave one movement out of the books, with a reason."""
    found = get_object_or_404(Stray, pk=reference)

    def set_aside() -> str:
        set_stray_aside(
            reference=found.pk,
            reason=request.POST.get("reason", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
        return _("It was set aside.")

    return _asked(request, set_aside)


class ProcessorSilent(DomainError):
    """The processor could not be asked."""

    code = "sending.processor_silent"


def _asked(request: HttpRequest, ask: Callable[[], str]) -> HttpResponse:
    try:
        said = ask()
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    messages.success(request, said)
    return redirect("staff-strays")


def _page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    page = Paginator(strays(), ROWS).get_page(request.GET.get("page"))
    shops, earliest = shown.shop_names(page), earliest_stray()
    content = {
        "page": page,
        "open": [shown.card(one, shops, earliest) for one in page if one.is_open],
        "ended": [shown.row(one) for one in page if not one.is_open],
        "columns": shown.columns(),
        "pauses": [shown.pause(one, request.user.pk) for one in standing_pauses()],
        "left": strays_left(),
        "may_adopt": allowed(request, "strays.adopt"),
        "may_release": allowed(request, "sending.release"),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
