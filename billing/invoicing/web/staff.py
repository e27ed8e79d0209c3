"""A seller's bills as the staff see them: where a statement's line comes from, and bad debts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.invoicing.bill_cards import InvoiceCard
from billing.invoicing.models import Invoice, InvoiceLine
from billing.invoicing.queries import (
    invoice_card,
    invoice_number_of_line,
    unpaid_invoices,
)
from billing.invoicing.usecases.approve_invoice_write_off import approve_invoice_write_off
from billing.invoicing.usecases.write_off_invoice import write_off_invoice
from billing.invoicing.web import shown
from billing.invoicing.web.shown_dunning import dunning_of
from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.ui.shapes import Column, Link
from kith.ui.spreadsheets import table_answer, wants_csv
from kith.wall import TenantRef, TenantUnavailable, in_tenant
from tenants.accounts.asking_again import asks_again

PAGE = "billing/invoicing/staff_invoice.html"
UNPAID = "billing/invoicing/staff_unpaid.html"
ROWS = 25


@require_GET
@requires("invoices.read")
def invoice(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    """Show the bill a line stands on, read inside the seller's tenant."""
    return _page(request, tenant_id, line_id)


@require_GET
@requires("invoices.read")
def unpaid(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """List a shop's bills that wait for their money, the oldest first."""
    try:
        with in_tenant(tenant_id) as seller:
            found, is_file = unpaid_invoices(), wants_csv(request)
            page = Paginator(found, ROWS).get_page(request.GET.get("page"))
            rows = [_unpaid_row(one, seller) for one in (found if is_file else page)]
    except TenantUnavailable as missing:
        raise Http404(tenant_id) from missing
    columns = [
        Column("number", _("Invoice"), "strong"),
        Column("customer", _("Customer"), on_phone="title"),
        Column("due_on", _("Due"), "date"),
        Column("state", _("State"), "badge"),
        Column("open", _("To pay"), "money"),
    ]
    if is_file:
        return table_answer(name="unpaid-invoices", columns=columns, rows=rows)
    content = {"seller": seller, "page": page, "columns": columns, "rows": rows}
    return render(request, UNPAID, content)


@require_POST
@requires("invoices.write-off")
@asks_again
def write_off(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    """Write an unpaid bill off, with the reason; a second click changes nothing."""

    def ask(invoice_id: UUID) -> str:
        row = write_off_invoice(
            invoice_id=invoice_id,
            reason=request.POST.get("reason", ""),
            by=request.user.pk,
            at=timezone.now(),
        )
        if row.written_off_at:
            return _("Written off. Nobody is reminded or charged for it any more.")
        return _("Asked for. A second person has to approve it.")

    return _moved(request, tenant_id, line_id, ask)


@require_POST
@requires("invoices.approve-write-off")
@asks_again
def write_off_approval(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    """Approve a write-off as the second person."""

    def approve(invoice_id: UUID) -> str:
        approve_invoice_write_off(invoice_id=invoice_id, by=request.user.pk, at=timezone.now())
        return _("Written off. Nobody is reminded or charged for it any more.")

    return _moved(request, tenant_id, line_id, approve)


def _moved(
    request: HttpRequest, tenant_id: UUID, line_id: UUID, move: Callable[[UUID], str]
) -> HttpResponse:
    _seller, card = _card(tenant_id, line_id)
    try:
        with in_tenant(tenant_id):
            said = move(card.id)
    except DomainError as refusal:
        return _page(request, tenant_id, line_id, refusal=refusal, status=409)
    messages.success(request, said)
    return redirect("staff-invoice-line", tenant_id=tenant_id, line_id=line_id)


def _card(tenant_id: UUID, line_id: UUID) -> tuple[TenantRef, InvoiceCard]:
    try:
        with in_tenant(tenant_id) as seller:
            number = invoice_number_of_line(invoice_line_id=line_id)
            return seller, invoice_card(number=number)
    except (TenantUnavailable, InvoiceLine.DoesNotExist) as missing:
        raise Http404(line_id) from missing


def _note_link(seller: TenantRef, line_id: UUID, note: str, form: str) -> str:
    return reverse(f"staff-credit-note-{form}", args=[seller.uuid, line_id, note])


def _unpaid_row(row: Invoice, seller: TenantRef) -> dict[str, object]:
    href = reverse("staff-invoice-line", args=[seller.uuid, row.first_line])
    return {
        "number": Link(row.number, href),
        "customer": row.contact_name or row.contact_email or "–",
        "due_on": row.due_on,
        "state": shown.state_of(row),
        "open": row.outstanding,
    }


def _page(
    request: HttpRequest,
    tenant_id: UUID,
    line_id: UUID,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    seller, card = _card(tenant_id, line_id)
    with in_tenant(tenant_id):
        dunning = dunning_of(invoice_id=card.id, at=timezone.now())
    content = {
        "dunning": dunning,
        "invoice": card,
        "seller": seller,
        "line_id": line_id,
        "state": shown.state_of(card),
        "facts": shown.facts_of(card, with_customer=True),
        "sold_by": shown.sold_by(card),
        "credits": shown.credits_of(card, partial(_note_link, seller, line_id)),
        "lines": [
            # Of one line nobody has to say which it is.
            shown.split_of(line) | {"is_asked_for": line.id == line_id and len(card.lines) > 1}
            for line in card.lines
        ],
        "may_write_off": bool(card.outstanding)
        and not card.write_off_asked_by
        and allowed(request, "invoices.write-off"),
        "is_mine": card.write_off_asked_by == request.user.pk,
        "may_approve": allowed(request, "invoices.approve-write-off"),
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
