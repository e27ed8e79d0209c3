"""The customer's doors: my lines, one line, its SIM."""

from operator import itemgetter
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.lines import step_up
from catalog.lines.esim import Esim
from catalog.lines.mails import SimCodeMail
from catalog.lines.models import END
from catalog.lines.names import in_this_language
from catalog.lines.queries import LineCard, history_of, line_of_person, lines_of
from catalog.lines.questions import numbers_coming
from catalog.lines.usecases.resume_line import resume_line
from catalog.lines.usecases.suspend_line import suspend_line
from catalog.lines.usecases.swap_sim import swap_sim
from catalog.lines.web import words
from catalog.numbering.queries import show_number
from catalog.wholesale.allowances import allowance_words
from kith.errors import DomainError
from kith.found import found_or_404
from kith.permissions import signed_in
from kith.ui.formats import date_text, money_text
from kith.ui.shapes import Fact
from kith.wall import required_tenant
from tenants.accounts.guests import guests_waiting

HOME = "catalog/lines/my_home.html"
LINE = "catalog/lines/my_line.html"
SIM = "catalog/lines/my_sim.html"


@require_GET
@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's lines here."""
    cards = in_this_language(lines_of(person_id=request.user.pk))
    serving = [card.id for card in cards if card.ended_at is None]
    coming = numbers_coming(line_ids=serving, at=timezone.now()) if serving else {}
    words = {
        "lines": [shown(card) | {"coming": coming.get(card.id, "")} for card in cards],
        "renewals": _renewals(cards),
        "has_waiting_orders": bool(
            guests_waiting(person_id=request.user.pk, tenant_id=required_tenant().uuid)
        ),
    }
    return render(request, HOME, words)


@never_cache
@require_GET
@signed_in
def line(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show one line: its plan, its number, its eSIM, what happened to it."""
    [card] = in_this_language(
        [found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)]
    )
    page = {
        "line": shown(card),
        "card": card,
        "facts": _facts(card),
        "resume_fields": {"is_on": "0"},
        "esims": _esims(card),
        "timeline": words.moments(history_of(line_id=card.id)),
        "coming": numbers_coming(line_ids=[card.id], at=timezone.now()).get(card.id, ""),
    }
    part = "#standing" if request.htmx else ""
    return render(request, f"{LINE}{part}", page)


@require_POST
@signed_in
def suspension(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Bar a line, or open it again."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    change = resume_line if request.POST.get("is_on") == "0" else suspend_line
    try:
        change(line_id=card.id, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    return redirect("my-line", line_id=card.id)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def sim(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Give the line a new eSIM, once a code from the person's e-mail confirms it."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    now = timezone.now()
    purpose = f"swap:{card.id}"
    whose = {"person_id": request.user.pk, "purpose": purpose}
    refusal = problem = None
    if request.method == "POST":
        try:
            if "send" in request.POST:
                step_up.send_code(**whose, letter=SimCodeMail, at=now)
                return redirect("my-line-sim", line_id=card.id)
            if step_up.take_code(**whose, code=request.POST.get("code", ""), at=now):
                swap_sim(line_id=card.id, form="esim", by=request.user.pk, at=now)
                messages.success(request, _("Your new eSIM is being prepared."))
                return redirect("my-line", line_id=card.id)
            problem = _("This code is not right, or no longer good.")
        except DomainError as caught:
            refusal = caught
    page = {
        "line": shown(card),
        "is_code_sent": step_up.is_code_sent(**whose),
        "email": request.user.email,
        "refusal": refusal,
        "problem": problem,
    }
    return render(request, SIM, page, status=422 if refusal or problem else 200)


def shown(card: LineCard) -> dict:
    """Return a line as its pages show it."""
    state, tone = words.state_of(card)
    return {
        "id": card.id,
        "plan": card.offer_name,
        "number": show_number(card.e164),
        "about": " · ".join(filter(None, [show_number(card.e164), words.place_in_plan(card)])),
        "allowances": allowance_words(card.allowances),
        "price": card.price,
        "period": card.period,
        "of_plan": words.place_in_plan(card),
        "plan_size": card.plan_size,
        "is_in_a_plan_of_several": card.plan_size > 1,
        "next_renewal_on": card.next_renewal_on if card.ended_at is None else None,
        "state": state,
        "tone": tone,
        "changing": words.CHANGING.get(card.changing, ""),
        "is_in_service": card.ended_at is None,
        "is_suspended": card.suspended_at is not None,
        "is_unpaid": card.unpaid_since is not None,
        "last_day": card.last_day if card.ended_at is None else None,
        "next_plan": card.next_plan if card.ended_at is None else None,
        "may_change_plan": _goes_on(card) and card.period != "once" and card.plan_size == 1,
        # An ended line's number can still be taken along for a while.
        "may_leave": card.changing != END,
        "may_end": card.ended_at is None and card.changing != END,
    }


def _goes_on(card: LineCard) -> bool:
    """Say whether a line is in service, and nobody asked for its end."""
    return card.ended_at is None and card.ends_on is None and card.changing != END


def _renewals(cards: list[LineCard]) -> list[Fact]:
    """Return what is paid next, and when: a plan of several lines is paid with its first."""
    due = [
        (card.next_renewal_on, card.next_name, card.next_price)
        for card in cards
        if card.ended_at is None and card.next_renewal_on and card.place == 1
    ]
    return [
        Fact(date_text(on), price, plan) for on, plan, price in sorted(due, key=itemgetter(0, 1))
    ]


def _esims(card: LineCard) -> list[Esim]:
    if card.ended_at is not None or not card.is_esim:
        return []
    return [Esim(card.activation_code, show_number(card.e164))]


def _next_note(card: LineCard) -> str:
    return f"{card.next_name}, {money_text(card.next_price)}" if card.next_plan else ""


def _facts(card: LineCard) -> list[Fact]:
    return [
        Fact(_("Number"), show_number(card.e164)),
        words.price_of(card),
        Fact(_("In service since"), card.activated_at),
        Fact(_("Last day"), card.last_day)
        if card.last_day
        else Fact(_("Next renewal"), card.next_renewal_on, _next_note(card)),
        Fact(_("SIM"), _("eSIM") if card.is_esim else _("SIM card"), f"ICCID {card.iccid}"),
    ]
