"""Who is due money and cannot be paid: why, since when, and the letter that asks them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import UUIDField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from billing.settlement.models import Payee
from billing.settlement.unpaid import PAUSE, Unpaid, last_reminded, people_behind, unpaid
from billing.settlement.usecases.remind_payees import remind_payees
from billing.settlement.words import needs_of, why_closed
from kith.errors import DomainError
from kith.permissions import allowed, requires

PAGE = "billing/settlement/staff_unpaid.html"
ROWS = 50


@require_GET
@requires("payees.read")
def unpaid_list(request: HttpRequest) -> HttpResponse:
    """List who is due money and cannot be paid."""
    return _page(request)


@require_POST
@requires("payees.remind")
def reminders(request: HttpRequest) -> HttpResponse:
    """Remind the one that is named, or everybody who was not reminded lately."""
    at = timezone.now()
    try:
        asked = [UUIDField().clean(one) for one in request.POST.getlist("payee")]
    except ValidationError:
        asked = []
    else:
        asked = asked or [row.payee.pk for row in unpaid(at=at)]
    try:
        sent = remind_payees(payee_ids=asked, by=request.user.pk, at=at)
    except DomainError as refusal:
        return _page(request, refusal=refusal, status=409)
    said = ngettext(
        "Reminded: %(n)s letter is on its way.", "Reminded: %(n)s letters are on their way.", sent
    )
    messages.success(request, said % {"n": sent})
    return redirect("staff-payees-unpaid")


def unpaid_rows(found: Iterable[Unpaid], *, at: datetime) -> list[dict[str, object]]:
    """Return payees that cannot be paid with the reason, and whether they can be reminded."""
    listed = list(found)
    behind = people_behind(row.payee for row in listed)
    reminded = last_reminded(set(behind.values()))
    rows = []
    for row in listed:
        person = behind.get(row.payee.pk)
        last = reminded.get(person) if person else None
        rows.append(
            {
                "payee": row.payee,
                "fields": {"payee": row.payee.pk},
                "amounts": row.amounts,
                "since": row.since,
                "why": _why(row.payee),
                "last": last,
                "again_on": last + PAUSE if last and last > at - PAUSE else None,
                "can_remind": person is not None and row.payee.blocked_at is None,
                "has_nobody": person is None,
            }
        )
    return rows


def _page(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    at = timezone.now()
    rows = unpaid_rows(unpaid(at=at), at=at)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    may_remind = allowed(request, "payees.remind")
    content = {
        "page": page,
        "may_remind": may_remind,
        "can_remind_all": may_remind
        and any(row["can_remind"] and not row["again_on"] for row in rows),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)


def _why(payee: Payee) -> str:
    if payee.blocked_at:
        return payee.why_stopped or _("We stopped what is paid to them.")
    if payee.stripe_account is None:
        return _("No payout account yet")
    said = [why_closed(payee), ", ".join(needs_of(payee))]
    return " ".join(filter(None, said)) or _("The payout account is not complete")
