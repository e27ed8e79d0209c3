"""One amount that came in: whose bill it pays, or why it goes back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.bank.models import Allotment, BankEntry
from billing.bank.queries import PROPOSED, allotments_of
from billing.bank.usecases.allot_entry import allot_entry
from billing.bank.usecases.find_bills import FoundBill, find_bills
from billing.bank.usecases.name_bill import Wish
from billing.bank.web import shown
from billing.bank.web.forms import AllotmentForm
from billing.bank.words import why_waiting
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import allowed, requires
from kith.proposals.queries import waiting_proposals
from kith.ui.shapes import Select
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards
from tenants.registry.queries import live_tenants

PAGE = "billing/bank/staff_entry.html"
KINDS = (Allotment.BILL, Allotment.RETURN, Allotment.ASIDE)


@require_GET
@requires("bank.read")
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Show one amount, what was decided about it, and bills that a search finds."""
    return _page(request, get_object_or_404(BankEntry, pk=entry_id))


@require_POST
@requires("bank.allot")
@asks_again
def allotments(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Decide what a part of it is for."""
    found = get_object_or_404(BankEntry, pk=entry_id)
    kind = request.POST.get("kind", "")
    if kind not in KINDS:
        return HttpResponseBadRequest()
    form = AllotmentForm(request.POST, most=found.left, kind=kind)
    if not form.is_valid():
        return _page(request, found, bound=form, status=422)
    said = form.cleaned_data
    try:
        made = allot_entry(
            entry_id=found.pk,
            wish=Wish(kind, said["amount"], said["number"] if kind == Allotment.BILL else ""),
            reason=said["reason"],
            key=str(said["key"]),
            by=request.user.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        found.refresh_from_db()
        return _page(request, found, bound=form, refusal=refusal, status=409)
    messages.success(request, _told(made))
    return redirect("staff-bank-entry", entry_id=found.pk)


def _told(made: object) -> str:
    if not isinstance(made, Allotment):
        return _("Asked for. A second person has to agree to it.")
    return {
        Allotment.BILL: _("The bill is being paid with it."),
        Allotment.RETURN: _("It is on the list of what has to be sent at the bank."),
        Allotment.ASIDE: _("It was set aside."),
    }[made.kind]


def _page(
    request: HttpRequest,
    row: BankEntry,
    *,
    bound: AllotmentForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    decided = allotments_of(row)
    waiting = waiting_proposals(kind=PROPOSED, subject=str(row.pk))
    people = person_cards({one.by for one in decided if one.by} | {one.asked_by for one in waiting})
    names = {key: card.name for key, card in people.items()}
    may_allot = bool(row.left) and not waiting and allowed(request, "bank.allot")
    content: dict[str, Any] = {
        "entry": row,
        "title": row.payer_name or row.payer_iban or _("Transfer"),
        "facts": shown.entry_facts(row),
        "why": why_waiting(row.why) if row.left else "",
        "decided": shown.allotments(decided, names),
        "waiting": [shown.proposed(one, names, reader=request.user.pk) for one in waiting],
        "may_allot": may_allot,
        "may_agree": allowed(request, "bank.agree"),
        "refusal": refusal,
    }
    return render(
        request,
        PAGE,
        content | (_deciding(request, row, bound) if may_allot else {}),
        status=status,
    )


def _deciding(request: HttpRequest, row: BankEntry, bound: AllotmentForm | None) -> dict[str, Any]:
    """Return what a decision needs: bills that a search finds, and the forms."""
    text = request.GET.get("q", row.number).strip()[:60]
    shop = request.GET.get("shop", "")
    shops = sorted(live_tenants(), key=lambda one: one.name)
    bills = find_bills(text=text, tenant_id=_named(shop)) if text else []
    number = request.GET.get("bill", "")
    chosen = next((one for one in bills if one.bill.number == number), None)
    forms = {kind: AllotmentForm(most=row.left, kind=kind) for kind in KINDS}
    if chosen:
        forms[Allotment.BILL] = AllotmentForm(
            most=_most(row.left, chosen), kind=Allotment.BILL, number=chosen.bill.number
        )
    if bound is not None:
        forms[str(bound.prefix)] = bound
    # What was typed stays, whatever was wrong with it.
    named = chosen.bill.number if chosen else ""
    if bound is not None and bound.prefix == Allotment.BILL:
        named = str(bound["number"].value())
    return {
        "text": text,
        "shop": shop,
        "shops": [
            Select(
                "shop",
                _("Shop"),
                [("", _("By number, in all shops")), *((str(one.uuid), one.name) for one in shops)],
                shop,
            )
        ],
        "bills": bills,
        "number": named,
        "bill_form": forms[Allotment.BILL],
        "return_form": forms[Allotment.RETURN],
        "aside_form": forms[Allotment.ASIDE],
    }


def _most(left: Money, chosen: FoundBill) -> Money:
    asked = chosen.bill.outstanding
    return min(left, asked) if asked.currency == left.currency and asked else left


def _named(shop: str) -> UUID | None:
    try:
        return UUID(shop)
    except ValueError:
        return None
