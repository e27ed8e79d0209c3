"""What came by transfer and waits for a person: bills to find, money to send back, agreements."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.bank.models import BankReturn
from billing.bank.queries import (
    PROPOSED,
    bank_files,
    entries_like,
    open_entries,
    waiting_return_count,
    waiting_returns,
)
from billing.bank.usecases.decide_allotment import decide_allotment
from billing.bank.usecases.note_return_sent import note_return_sent
from billing.bank.usecases.undo_return import undo_return
from billing.bank.web import shown
from billing.bank.web.forms import BankFileForm
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.proposals.models import Proposal
from kith.proposals.queries import waiting_count, waiting_proposals
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.accounts.asking_again import asks_again
from tenants.accounts.queries import person_cards

LIST = "billing/bank/staff_bank.html"
RETURNS, AGREEMENTS = "billing/bank/staff_returns.html", "billing/bank/staff_agreements.html"
ROWS, FILES = 50, 5


@require_GET
@requires("bank.read")
def entry_list(request: HttpRequest) -> HttpResponse:
    """List what waits for a decision, or what a word finds among all that came in."""
    text = request.GET.get("q", "").strip()[:60]
    found = entries_like(text) if text else open_entries()
    if wants_csv(request):
        rows = [shown.entry_row(row) for row in found]
        return table_answer(name="transfers", columns=shown.entry_columns(), rows=rows)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "columns": shown.entry_columns(),
        "rows": [shown.entry_row(row) for row in page],
        "text": text,
        "form": BankFileForm(),
        "files": [shown.file_row(row) for row in bank_files()[:FILES]],
        "file_columns": shown.file_columns(),
        "to_send": waiting_return_count(),
        "to_agree": waiting_count(kind=PROPOSED),
        "may_allot": allowed(request, "bank.allot"),
    }
    return render(request, LIST, content)


@require_GET
@requires("bank.read")
def return_list(request: HttpRequest) -> HttpResponse:
    """List what somebody has to send at the bank."""
    return _returns(request)


@require_POST
@requires("bank.allot")
@asks_again
def sending(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Say that it was sent."""
    get_object_or_404(BankReturn, pk=return_id)

    def note() -> str:
        note_return_sent(return_id=return_id, by=request.user.pk, at=timezone.now())
        return _("Noted. It is booked as sent.")

    return _moved(request, note, _returns, "staff-bank-returns")


@require_POST
@requires("bank.allot")
@asks_again
def undoing(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """Let the amount wait for another decision."""
    get_object_or_404(BankReturn, pk=return_id)

    def undo() -> str:
        undo_return(return_id=return_id, by=request.user.pk, at=timezone.now())
        return _("Taken back. The amount waits for a decision again.")

    return _moved(request, undo, _returns, "staff-bank-returns")


@require_GET
@requires("bank.read")
def agreement_list(request: HttpRequest) -> HttpResponse:
    """List what waits for a second person."""
    return _agreements(request)


@require_POST
@requires("bank.agree")
@asks_again
def agreement(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Agree to what somebody else decided about an amount."""
    return _decided(request, proposal_id, is_agreed=True)


@require_POST
@requires("bank.agree")
@asks_again
def refusal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Turn it down, or take one's own back."""
    return _decided(request, proposal_id, is_agreed=False)


def _decided(request: HttpRequest, proposal_id: UUID, *, is_agreed: bool) -> HttpResponse:
    get_object_or_404(Proposal, kind=PROPOSED, pk=proposal_id)

    def decide() -> str:
        decide_allotment(
            proposal_id=proposal_id, is_agreed=is_agreed, by=request.user.pk, at=timezone.now()
        )
        return _("Agreed.") if is_agreed else _("Off the table. The amount waits as before.")

    return _moved(request, decide, _agreements, "staff-bank-agreements")


def _moved(
    request: HttpRequest,
    move: Callable[[], str],
    page: Callable[..., HttpResponse],
    address: str,
) -> HttpResponse:
    try:
        told = move()
    except DomainError as refused:
        return page(request, refusal=refused, status=409)
    messages.success(request, told)
    return redirect(address)


def _returns(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    page = Paginator(waiting_returns(), ROWS).get_page(request.GET.get("page"))
    content = {
        "page": page,
        "rows": [{"row": row, "facts": shown.return_facts(row)} for row in page],
        "may_send": allowed(request, "bank.allot"),
        "refusal": refusal,
    }
    return render(request, RETURNS, content, status=status)


def _agreements(
    request: HttpRequest, *, refusal: DomainError | None = None, status: int = 200
) -> HttpResponse:
    found = waiting_proposals(kind=PROPOSED)
    people = person_cards({row.asked_by for row in found})
    names = {key: card.name for key, card in people.items()}
    content = {
        "rows": [shown.proposed(row, names, reader=request.user.pk) for row in found],
        "may_agree": allowed(request, "bank.agree"),
        "refusal": refusal,
    }
    return render(request, AGREEMENTS, content, status=status)
