"""The customer's doors out: end a line, or keep it after all."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalog.lines.periods import NUMBER_WAITS, ONE_DAY, day_before
from catalog.lines.queries import LineCard, line_of_person, next_period_on
from catalog.lines.usecases.end_line import end_line
from catalog.lines.usecases.keep_line import keep_line
from catalog.lines.usecases.schedule_line_end import schedule_line_end
from catalog.lines.web.my import shown
from kith.errors import DomainError
from kith.found import found_or_404
from kith.money import Money
from kith.permissions import signed_in
from kith.ui.shapes import Fact
from kith.wall import day_here

PAGE = "catalog/lines/my_end.html"
LONGEST = timedelta(days=16)
AT_PERIODS_END, NOW = "period", "now"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def end(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say what ending means on each day that can be chosen, then do it once a press."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    now = timezone.now()
    refusal = None
    try:
        if request.POST.get("when") == AT_PERIODS_END:
            schedule_line_end(line_id=card.id, by=request.user.pk, at=now)
            # The line's page says on which day, beside the button that undoes it.
            return redirect("my-line", line_id=card.id)
        if request.POST.get("when") == NOW:
            end_line(line_id=card.id, by=request.user.pk, at=now)
            messages.success(request, _("Your line is being ended."))
            return redirect("my-line", line_id=card.id)
    except DomainError as caught:
        refusal = caught
    if card.ended_at:
        return redirect("my-line", line_id=card.id)
    page = {"line": shown(card), "refusal": refusal} | _choices(card, day_here(now))
    return render(request, PAGE, page, status=422 if request.method == "POST" else 200)


@require_POST
@signed_in
def keeping(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Keep a line that was to end."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    try:
        keep_line(line_id=card.id, by=request.user.pk, at=timezone.now())
        messages.success(request, _("Your line goes on as before."))
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    return redirect("my-line", line_id=card.id)


def _choices(card: LineCard, today: date) -> dict[str, object]:
    next_on = next_period_on(line_id=card.id)
    last_day = day_before(next_on) if next_on else None
    has_choice = last_day is not None and last_day >= today and card.ends_on is None
    return {
        "at_periods_end": _facts(
            card, last_day, last_day + ONE_DAY, _("You keep the days you have paid for.")
        )
        if last_day and has_choice
        else [],
        "last_day": last_day if has_choice else None,
        "now": _facts(card, today, today, _("The days that are left are not paid back.")),
        # From the day of the order, which is the same or earlier; a weekend is added.
        "may_withdraw": today <= day_here(card.activated_at) + LONGEST,
        "is_paid_once": card.period == "once",
    }


def _facts(card: LineCard, last_day: date, ends_on: date, note: str) -> list[Fact]:
    """Say what one way means; the number waits from the day on which the line is out of service."""
    return [
        Fact(_("Last day in service"), last_day),
        Fact(_("Paid back"), Money.zero(card.price.currency), note),
        Fact(_("Next payment"), _("None"), _("It does not renew, and no card is charged.")),
        Fact(
            _("Your number"),
            ends_on + NUMBER_WAITS,
            _("Until then you can take it to another company."),
        ),
    ]
