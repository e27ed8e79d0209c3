"""A customer's own bills."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from billing.invoicing.bill_cards import CreditNoteCard, InvoiceCard
from billing.invoicing.models import CreditNote, Invoice
from billing.invoicing.queries import credit_note_card, invoice_card, invoices_of, last_charge
from billing.invoicing.usecases.open_invoice_checkout import open_invoice_checkout
from billing.invoicing.web import shown
from billing.invoicing.web.einvoices import credit_note_document, invoice_document, xml_answer
from billing.invoicing.web.papers import credit_note_paper, invoice_paper
from billing.invoicing.web.shown_dunning import dunning_of
from billing.settlement.papers import pdf_answer
from kith.errors import DomainError
from kith.permissions import signed_in
from kith.ui.spreadsheets import table_answer, wants_csv
from kith.wall import required_tenant
from tenants.accounts.guests import guests_waiting
from tenants.workspace.queries import shop_face

LIST, PAGE = "billing/invoicing/my_invoices.html", "billing/invoicing/my_invoice.html"
ROWS = 25


@require_GET
@signed_in
def invoices(request: HttpRequest) -> HttpResponse:
    """List the bills of whoever is signed in."""
    found = invoices_of(person_id=request.user.pk)
    columns, is_file = shown.list_columns(with_customer=False), wants_csv(request)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    bills = found if is_file else page
    rows = shown.list_rows(bills, url_name="my-invoice")
    if is_file:
        return table_answer(name="invoices", columns=columns, rows=rows)
    content = {"page": page, "rows": rows, "columns": columns}
    return render(request, LIST, content)


@require_GET
@signed_in
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Show one bill, each line opened into its split; lead to what nobody claimed yet."""
    try:
        return _page(request, _mine(request, number))
    except Http404:
        if not _waits_for_its_owner(request, number):
            raise
    messages.info(request, _("Say first whether this order is yours: its bill comes with it."))
    return redirect("my-orders")


@require_GET
@signed_in
def invoice_pdf(request: HttpRequest, number: str) -> HttpResponse:
    card = _mine(request, number)
    return pdf_answer(name=card.number, paper=invoice_paper(card, face=shop_face()))


@require_GET
@signed_in
def invoice_xml(request: HttpRequest, number: str) -> HttpResponse:
    card = _mine(request, number)
    return xml_answer(name=card.number, document=invoice_document(card))


@require_GET
@signed_in
def credit_note_pdf(request: HttpRequest, number: str, note: str) -> HttpResponse:
    card = _my_note(request, number, note)
    return pdf_answer(name=card.number, paper=credit_note_paper(card, face=shop_face()))


@require_GET
@signed_in
def credit_note_xml(request: HttpRequest, number: str, note: str) -> HttpResponse:
    card = _my_note(request, number, note)
    return xml_answer(name=card.number, document=credit_note_document(card))


@require_POST
@signed_in
def payment(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to the hosted payment page of an open bill."""
    card = _mine(request, number)
    back = request.build_absolute_uri(reverse("my-invoice", args=[card.number]))
    try:
        url = open_invoice_checkout(
            invoice_id=card.id, return_url=back, cancel_url=back, at=timezone.now()
        )
    except DomainError as refusal:
        return _page(request, card, refusal=refusal, status=409)
    return redirect(url)


def _waits_for_its_owner(request: HttpRequest, number: str) -> bool:
    """Say whether a bill is of a purchase that nobody claimed, under an address of theirs."""
    waiting = guests_waiting(person_id=request.user.pk, tenant_id=required_tenant().uuid)
    return Invoice.objects.filter(number=number, person_id__in=waiting).exists()


def _mine(request: HttpRequest, number: str) -> InvoiceCard:
    try:
        return invoice_card(number=number, person_id=request.user.pk)
    except Invoice.DoesNotExist as missing:
        raise Http404(number) from missing


def _my_note(request: HttpRequest, number: str, note: str) -> CreditNoteCard:
    try:
        return credit_note_card(invoice_number=number, number=note, person_id=request.user.pk)
    except CreditNote.DoesNotExist as missing:
        raise Http404(note) from missing


def _note_link(card: InvoiceCard, note: str, form: str) -> str:
    return reverse(f"my-credit-note-{form}", args=[card.number, note])


def _page(
    request: HttpRequest,
    card: InvoiceCard,
    *,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    is_asked_for = card.outstanding and not card.written_off_at
    tried = last_charge(invoice_id=card.id) if is_asked_for else None
    happened, next_step = shown.collecting(tried)
    content = {
        "invoice": card,
        "happened": happened,
        "next_step": next_step,
        "is_charging": tried is not None and not tried.is_over,
        "dunning": dunning_of(invoice_id=card.id, at=timezone.now()),
        "state": shown.state_of(card),
        "facts": shown.facts_of(card, with_customer=False),
        "sold_by": shown.sold_by(card),
        "credits": shown.credits_of(card, partial(_note_link, card)),
        "lines": [shown.split_of(line) for line in card.lines],
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
