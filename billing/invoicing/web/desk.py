"""The seller's bills: look, export, give money back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from itertools import batched
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from billing.entities.sellers import Seller
from billing.invoicing.bill_cards import CreditNoteCard, InvoiceCard, periods_of
from billing.invoicing.models import CreditNote, Invoice, Refund
from billing.invoicing.queries import (
    billing_tally,
    credit_note_card,
    invoice_card,
    invoices_here,
    line_of_bill,
    refund_asked_for,
    refund_was_asked,
)
from billing.invoicing.refund_limits import own_word, require_left, whose
from billing.invoicing.usecases.ask_refund import ask_refund
from billing.invoicing.web import shown
from billing.invoicing.web.einvoices import credit_note_document, invoice_document, xml_answer
from billing.invoicing.web.forms import LineAfterRefundForm, RefundForm
from billing.invoicing.web.papers import credit_note_paper, invoice_paper
from billing.invoicing.web.shown_dunning import dunning_of
from billing.settlement.papers import pdf_answer
from catalog.lines.periods import Period
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import allowed, requires
from kith.ui.shapes import Fact, Select
from kith.ui.spreadsheets import csv_answer, led_to_file, wants_csv
from tenants.accounts.asking_again import asks_again
from tenants.registry.queries import home_tenant
from tenants.workspace.queries import shop_face

LIST, PAGE = "billing/invoicing/desk_invoices.html", "billing/invoicing/desk_invoice.html"
REFUND = "billing/invoicing/desk_refund.html"
ROWS = 25
# So many at a time: the file may be as long as the shop is old.
CSV_ROWS = 500
CSV_HEADER = [
    "number",
    "issued_at",
    "customer",
    "email",
    "net",
    "tax",
    "total",
    "paid",
    "refunded",
    "currency",
    "period_from",
    "period_to",
    "paid_at",
    "written_off_at",
    "sold_by",
    "sold_by_tax_number",
]


@require_GET
@requires("invoices.read")
def invoices(request: HttpRequest) -> HttpResponse:
    """List the shop's bills."""
    text, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    found = invoices_here(text=text, state=state)
    if wants_csv(request):
        return csv_answer(name="invoices", header=CSV_HEADER, rows=_csv_rows(found))
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    choices = [
        ("", _("Any state")),
        ("open", _("To pay")),
        ("paid", _("Paid")),
        ("refunded", _("Refunded")),
        ("written_off", pgettext("invoice", "Written off")),
    ]
    content = {
        "page": page,
        "rows": shown.list_rows(page, url_name="desk-invoice"),
        "columns": shown.list_columns(with_customer=True),
        "text": text,
        "is_filtered": bool(text or state),
        "selects": [Select("state", _("State"), choices, state)],
        "tally": billing_tally(since=timezone.now() - timedelta(days=30)),
    }
    return render(request, LIST, content)


@require_GET
@requires("invoices.read")
def invoices_csv(request: HttpRequest) -> HttpResponse:
    """Lead from the file's former address to where it is now."""
    return led_to_file(request, reverse("desk-invoices"))


@require_GET
@requires("invoices.read")
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Show one bill with its split and what may be refunded."""
    return _page(request, _card(number))


@require_GET
@requires("invoices.read")
def invoice_pdf(request: HttpRequest, number: str) -> HttpResponse:
    card = _card(number)
    return pdf_answer(name=card.number, paper=invoice_paper(card, face=shop_face()))


@require_GET
@requires("invoices.read")
def invoice_xml(request: HttpRequest, number: str) -> HttpResponse:
    card = _card(number)
    return xml_answer(name=card.number, document=invoice_document(card))


@require_GET
@requires("invoices.read")
def credit_note_pdf(request: HttpRequest, number: str, note: str) -> HttpResponse:
    card = _note_card(number, note)
    return pdf_answer(name=card.number, paper=credit_note_paper(card, face=shop_face()))


@require_GET
@requires("invoices.read")
def credit_note_xml(request: HttpRequest, number: str, note: str) -> HttpResponse:
    card = _note_card(number, note)
    return xml_answer(name=card.number, document=credit_note_document(card))


@require_http_methods(["GET", "POST"])
@requires("invoices.refund")
@asks_again
def refunds(request: HttpRequest, number: str) -> HttpResponse:
    """Show whose money a refund is; then order it, or ask finance for it, once a click."""
    card = _card(number)
    typed = request.POST if request.method == "POST" else request.GET
    if request.method != "POST" and "amount" not in typed:
        return redirect("desk-invoice", number=card.number)
    if request.method != "POST" and refund_was_asked(key=_key_of(typed.get("key", ""))):
        # Somebody came back to it: what it says of the money is over.
        messages.info(request, _("This was sent already. The invoice says what became of it."))
        return redirect("desk-invoice", number=card.number)
    form = RefundForm(typed, refundable=card.refundable)
    if not form.is_valid():
        return _page(request, card, form=form, status=422)
    amount, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
    after = _about_the_line(request, card, amount)
    if request.method != "POST" or (after and not after.is_valid()):
        try:
            content = _weighed(card, form, after)
        except DomainError as refusal:
            return _page(request, card, form=form, refusal=refusal, status=409)
        return render(request, REFUND, content, status=422 if request.method == "POST" else 200)
    ends_line = bool(after and after.ends_line)
    try:
        ordered = ask_refund(
            invoice_id=card.id,
            amount=amount,
            reason=reason,
            key=_key_of(form.cleaned_data["key"]),
            by=request.user.pk,
            at=timezone.now(),
            ends_line=ends_line,
        )
    except DomainError as refusal:
        return _page(request, _card(number), form=form, refusal=refusal, status=409)
    said = (
        _("%(amount)s is on its way back to the customer.")
        if isinstance(ordered, Refund)
        else _("Asked for. %(amount)s goes back once finance has agreed.")
    )
    messages.success(request, said % {"amount": shown.said(amount)})
    return redirect("desk-invoice", number=card.number)


def _key_of(typed: object) -> str:
    return f"desk:{typed}"


def _about_the_line(
    request: HttpRequest, card: InvoiceCard, amount: Money
) -> LineAfterRefundForm | None:
    """Ask what becomes of a line in service whose bill goes back whole; None where nothing is."""
    line = line_of_bill(Invoice.objects.get(pk=card.id))
    if amount != card.refundable or line is None or line.ended_at:
        return None
    return LineAfterRefundForm(request.POST if request.method == "POST" else None, line=line)


def _weighed(
    card: InvoiceCard, form: RefundForm, after: LineAfterRefundForm | None
) -> dict[str, object]:
    """
    Return what the page says before the button is pressed.

    :raises DomainError: so much cannot go back
    """
    amount = form.cleaned_data["amount"]
    invoice = Invoice.objects.get(pk=card.id)
    require_left(invoice, amount)
    word, back = own_word(invoice, at=timezone.now()), whose(invoice, amount)
    return {
        "invoice": card,
        "form": form,
        "after": after,
        "amount": amount,
        "reason": form.cleaned_data["reason"],
        "facts": [
            Fact(_("The customer gets back"), amount),
            Fact(_("Of it you give"), back.own),
            Fact(_("%(telco)s and others give") % {"telco": home_tenant().name}, back.others),
        ],
        "why": shown.why_finance(word, amount),
        "so_far": _("By yourself you gave back %(spent)s of %(limit)s this month.")
        % {"spent": shown.said(word.spent), "limit": shown.said(word.limit)},
        "line": shown.line_after_refund(line_of_bill(invoice)),
    }


def _card(number: str) -> InvoiceCard:
    try:
        return invoice_card(number=number)
    except Invoice.DoesNotExist as missing:
        raise Http404(number) from missing


def _note_card(number: str, note: str) -> CreditNoteCard:
    try:
        return credit_note_card(invoice_number=number, number=note)
    except CreditNote.DoesNotExist as missing:
        raise Http404(note) from missing


def _note_link(card: InvoiceCard, note: str, form: str) -> str:
    return reverse(f"desk-credit-note-{form}", args=[card.number, note])


def _csv_rows(invoices: QuerySet[Invoice]) -> Iterator[list[object]]:
    rows = invoices.annotate(tax_minor=Sum("lines__tax_minor", default=0))
    for some in batched(rows.iterator(), CSV_ROWS):
        periods = periods_of(some)
        for row in some:
            yield _csv_row(row, periods.get(row.pk))


def _csv_row(row: Any, period: Period | None) -> list[object]:
    tax = Money(row.tax_minor, row.currency)
    sold_by = Seller.kept_as(row.seller)
    return [
        row.number,
        row.issued_at,
        row.contact_name,
        row.contact_email,
        (row.total - tax).to_decimal(),
        tax.to_decimal(),
        row.total.to_decimal(),
        (row.total - row.outstanding).to_decimal(),
        row.refunded.to_decimal(),
        row.currency,
        period.first_day if period else "",
        (period.last_day if period else None) or "",
        row.paid_at or "",
        row.written_off_at or "",
        sold_by.legal_name if sold_by else "",
        sold_by.tax_number if sold_by else "",
    ]


def _page(
    request: HttpRequest,
    card: InvoiceCard,
    *,
    form: RefundForm | None = None,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = refund_asked_for(invoice_id=card.id)
    may_refund = allowed(request, "invoices.refund") and bool(card.refundable)
    may_refund = may_refund and not (asked and asked.is_waiting)
    content = {
        "invoice": card,
        "asked": asked,
        "dunning": dunning_of(invoice_id=card.id, at=timezone.now()),
        "state": shown.state_of(card),
        "facts": shown.facts_of(card, with_customer=True),
        "sold_by": shown.sold_by(card),
        "credits": shown.credits_of(card, partial(_note_link, card)),
        "lines": [shown.split_of(line) for line in card.lines],
        "form": (form or RefundForm(refundable=card.refundable)) if may_refund else None,
        "refusal": refusal,
    }
    return render(request, PAGE, content, status=status)
