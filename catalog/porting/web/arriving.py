"""The customer's door in: keep the number one has with another operator."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalog.lines.queries import LineCard, line_card, line_of_person
from catalog.network.events import DAY, OPERATOR
from catalog.numbering.queries import show_number
from catalog.porting.answers import standing_of
from catalog.porting.limits import count_wish
from catalog.porting.number_form import NumberForm
from catalog.porting.queries import ArrivalCard, arrival_of
from catalog.porting.questions import line_of_guest
from catalog.porting.usecases.ask_port_in import ask_port_in
from catalog.porting.usecases.cancel_port_in import cancel_port_in
from catalog.porting.words import refusal_words
from kith.client_address import client_address
from kith.errors import DomainError
from kith.found import found_or_404
from kith.permissions import signed_in
from kith.ui.shapes import Fact, TimelineStep
from kith.wall import day_here

MINE = "catalog/porting/my_number.html"
GUESTS = "catalog/porting/guest_number.html"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def number(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Ask for the number a person wants on a line of theirs, and show how it goes."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    here = reverse("my-line-number", args=[card.id])
    return _page(request, card, template=MINE, here=here)


@require_POST
@signed_in
def cancellation(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Call the number off."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    return _called_off(request, card, here=reverse("my-line-number", args=[card.id]))


@never_cache
@require_http_methods(["GET", "POST"])
def guest_number(request: HttpRequest, token: str) -> HttpResponse:
    """Do the same for who bought as a guest, and has the link of the order."""
    card = _guests_line(token)
    if card is None:
        return redirect("order-status", token=token)
    here = reverse("guest-number", args=[token])
    return _page(request, card, template=GUESTS, here=here, token=token)


@require_POST
def guest_cancellation(request: HttpRequest, token: str) -> HttpResponse:
    """Call the number off, by the link of the order."""
    card = _guests_line(token)
    if card is None:
        return redirect("order-status", token=token)
    return _called_off(request, card, here=reverse("guest-number", args=[token]))


def _guests_line(token: str) -> LineCard | None:
    """Return the line a guest's link is for; None where its owner signs in for it."""
    line_id = found_or_404(line_of_guest, token=token, at=timezone.now())
    return line_card(line_id=line_id) if line_id else None


def _page(
    request: HttpRequest, card: LineCard, *, template: str, here: str, token: str = ""
) -> HttpResponse:
    now = timezone.now()
    arrival = arrival_of(line_id=card.id, at=now)
    form = NumberForm(request.POST or None, at=now, initial=_known(arrival))
    refusal = None
    if request.method == "POST":
        try:
            count_wish(asked_from=client_address(request), at=now)
            if form.is_valid() and form.wish is not None:
                # A guest's link stands for whoever bought the line.
                ask_port_in(line_id=card.id, wish=form.wish, by=card.person_id, at=now)
                messages.success(request, _("Done. We ask for your number."))
                return redirect(here)
        except DomainError as caught:
            refusal = caught
    page = {
        "line": {
            "id": card.id,
            "plan": card.offer_name,
            "number": show_number(card.e164),
            "is_in_service": card.ended_at is None and card.ends_on is None,
        },
        "token": token,
        "here": here,
        "form": form,
        "refusal": refusal,
        "arrival": _shown(arrival, now) if arrival else None,
    }
    part = "#standing" if request.htmx else ""
    status = 422 if request.method == "POST" else 200
    return render(request, f"{template}{part}", page, status=status)


def _called_off(request: HttpRequest, card: LineCard, *, here: str) -> HttpResponse:
    try:
        cancel_port_in(line_id=card.id, by=card.person_id, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("Called off. Your number stays where it is."))
    return redirect(here)


def _known(arrival: ArrivalCard | None) -> dict[str, Any]:
    """Fill in what was refused, so that only what is wrong is written anew."""
    if arrival is None or not arrival.is_refused:
        return {}
    return {"number": show_number(arrival.e164)}


def _shown(arrival: ArrivalCard, now: datetime) -> dict[str, Any]:
    what, mend = refusal_words(reason=arrival.reason, operator=arrival.operator)
    return {
        "number": show_number(arrival.e164),
        "operator": arrival.operator,
        "is_open": arrival.is_open,
        "is_refused": arrival.is_refused,
        "is_here": arrival.is_here,
        "is_late": arrival.is_late,
        "standing": standing_of(arrival, at=now) if arrival.is_open else "",
        "what": what,
        "mend": mend,
        "may_be_called_off": arrival.may_be_called_off(today=day_here(now)),
        "facts": [
            Fact(_("Your number"), show_number(arrival.e164)),
            Fact(_("Present operator"), arrival.operator),
            Fact(
                _("It moves on") if arrival.accepted_at else _("Day you wish for"),
                arrival.moves_on,
            ),
        ],
        "steps": _steps(arrival),
    }


def _steps(arrival: ArrivalCard) -> list[TimelineStep]:
    """Return the way of a number: sent, agreed to, here."""
    who = "" if arrival.is_calling_off else arrival.waits_for
    sent = TimelineStep(
        _("We ask for your number"),
        "done" if arrival.submitted_at else "now",
        arrival.submitted_at,
    )
    agreed = TimelineStep(
        _("%(operator)s agrees") % {"operator": arrival.operator},
        "done" if arrival.accepted_at else "now" if who == OPERATOR else "waiting",
        arrival.accepted_at,
        _("Usually 1 working day."),
        arrival.operator if who == OPERATOR else "",
    )
    moves = TimelineStep(
        _("Your number moves to this line"),
        "now" if who == DAY else "waiting",
        note=_("Your SIM stays the same."),
        actor=_("The network") if who == DAY else "",
    )
    return [sent, agreed, moves]
