"""A seller's bills and notes as staff print them, or hand them to accounting programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from billing.invoicing.models import CreditNote, InvoiceLine
from billing.invoicing.queries import credit_note_card, invoice_card, invoice_number_of_line
from billing.invoicing.web.einvoices import credit_note_document, invoice_document, xml_answer
from billing.invoicing.web.papers import credit_note_paper, invoice_paper
from billing.settlement.papers import pdf_answer
from kith.permissions import requires
from kith.wall import TenantUnavailable, in_tenant
from tenants.workspace.queries import shop_face


@require_GET
@requires("invoices.read")
def invoice_pdf(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    with _bill_of(tenant_id, line_id) as number:
        card = invoice_card(number=number)
        return pdf_answer(name=card.number, paper=invoice_paper(card, face=shop_face()))


@require_GET
@requires("invoices.read")
def invoice_xml(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    with _bill_of(tenant_id, line_id) as number:
        card = invoice_card(number=number)
        return xml_answer(name=card.number, document=invoice_document(card))


@require_GET
@requires("invoices.read")
def credit_note_pdf(
    request: HttpRequest, tenant_id: UUID, line_id: UUID, note: str
) -> HttpResponse:
    with _bill_of(tenant_id, line_id) as number:
        card = credit_note_card(invoice_number=number, number=note)
        return pdf_answer(name=card.number, paper=credit_note_paper(card, face=shop_face()))


@require_GET
@requires("invoices.read")
def credit_note_xml(
    request: HttpRequest, tenant_id: UUID, line_id: UUID, note: str
) -> HttpResponse:
    with _bill_of(tenant_id, line_id) as number:
        card = credit_note_card(invoice_number=number, number=note)
        return xml_answer(name=card.number, document=credit_note_document(card))


@contextmanager
def _bill_of(tenant_id: UUID, line_id: UUID) -> Iterator[str]:
    """Stand in the seller's shop, with the number of the bill that a line stands on."""
    try:
        with in_tenant(tenant_id):
            yield invoice_number_of_line(invoice_line_id=line_id)
    except (TenantUnavailable, InvoiceLine.DoesNotExist, CreditNote.DoesNotExist) as missing:
        raise Http404(line_id) from missing
