"""The customer's door out of a contract in its first days."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from billing.invoicing.leaving import bills_of_plan, leaving_of
from billing.invoicing.usecases.withdraw_from_line import withdraw_from_line
from billing.invoicing.web import shown
from catalog.lines.queries import line_of_person
from catalog.numbering.queries import show_number
from kith.errors import DomainError
from kith.found import found_or_404
from kith.permissions import signed_in
from kith.ui.shapes import Fact

PAGE = "billing/invoicing/my_withdrawal.html"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def withdrawal(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """Say what goes back to the cent, then withdraw once a press."""
    line = found_or_404(line_of_person, line_id=line_id, person_id=request.user.pk)
    now = timezone.now()
    leaving = leaving_of(line, bills_of_plan(line), at=now)
    refusal = None
    if request.method == "POST":
        try:
            back = withdraw_from_line(line_id=line.id, by=request.user.pk, at=now)
        except DomainError as caught:
            refusal = caught
        else:
            said = _("You withdrew. Your line ends now.")
            if back:
                amount = {"amount": shown.said(leaving.total)}
                said = _("You withdrew: %(amount)s goes back, and your line ends now.") % amount
            messages.success(request, said)
            return redirect("my-line", line_id=line.id)
    facts = [
        Fact(_("You can withdraw until"), leaving.last_day),
        Fact(_("Paid back"), leaving.total, _("to the card you paid with")),
    ]
    content = {
        "line": line,
        "number": show_number(line.e164),
        "leaving": leaving,
        "refusal": refusal,
        "facts": facts if leaving.is_open and not line.ended_at else [],
    }
    return render(request, PAGE, content, status=422 if refusal else 200)
