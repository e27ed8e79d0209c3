"""The customer's door out: the code that takes their number along."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalog.lines import step_up
from catalog.lines.queries import LineCard, line_of_person
from catalog.numbering.queries import show_number
from catalog.porting.mails import LeavingProofMail
from catalog.porting.queries import is_number_kept, leaving_of
from catalog.porting.questions import owed_by
from catalog.porting.usecases.ask_leaving_code import ask_leaving_code
from catalog.porting.usecases.cancel_leaving import cancel_leaving
from kith.errors import DomainError
from kith.found import found_or_404
from kith.permissions import signed_in
from kith.ui.shapes import Fact

LEAVE = "catalog/porting/my_leave.html"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def leave(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Show the code that lets the number go, once a code from the person's e-mail proves them."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    now = timezone.now()
    whose = {"person_id": request.user.pk, "purpose": f"leave:{card.id}"}
    refusal = problem = None
    if request.method == "POST":
        try:
            if "send" in request.POST:
                step_up.send_code(**whose, letter=LeavingProofMail, at=now)
                return redirect("my-line-leave", line_id=card.id)
            if step_up.take_code(**whose, code=request.POST.get("code", ""), at=now):
                ask_leaving_code(line_id=card.id, by=request.user.pk, at=now)
                return redirect("my-line-leave", line_id=card.id)
            problem = _("This code is not right, or no longer good.")
        except DomainError as caught:
            refusal = caught
    page = {
        "line": {
            "id": card.id,
            "number": show_number(card.e164),
            "plan": card.offer_name,
            "is_in_service": card.ended_at is None,
            "ends_others": card.place == 1 and card.plan_size > 1 and card.ended_at is None,
        },
        "is_kept": is_number_kept(line=card, at=now),
        "leaving": leaving_of(line_id=card.id, at=now),
        "money": _money(card),
        "is_code_sent": step_up.is_code_sent(**whose),
        "email": request.user.email,
        "refusal": refusal,
        "problem": problem,
    }
    return render(request, LEAVE, page, status=422 if refusal or problem else 200)


@require_POST
@signed_in
def cancellation(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Stay: end the code."""
    card = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    try:
        cancel_leaving(line_id=card.id, at=timezone.now())
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("You stay. The code is good for nothing any more."))
    return redirect("my-line-leave", line_id=card.id)


def _money(card: LineCard) -> list[Fact]:
    owed = owed_by(person_id=card.person_id)
    due = [Fact(_("Still to pay"), each) for each in owed] or [
        Fact(_("Still to pay"), _("Nothing"))
    ]
    until = card.last_paid_day if card.ended_at is None else None
    return [*due, *([Fact(_("Paid until"), until)] if until else [])]
