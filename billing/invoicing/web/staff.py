"""Where a statement's line comes from: the bill behind it, in the seller's books."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from billing.invoicing.models import InvoiceLine
from billing.invoicing.queries import invoice_card, invoice_number_of_line
from billing.invoicing.web import shown
from kith.permissions import requires
from kith.wall import TenantUnavailable, in_tenant

PAGE = "billing/invoicing/staff_invoice.html"


@require_GET
@requires("invoices.read")
def invoice(request: HttpRequest, tenant_id: UUID, line_id: UUID) -> HttpResponse:
    """Show the bill a line stands on, read inside the seller's tenant."""
    try:
        with in_tenant(tenant_id) as seller:
            number = invoice_number_of_line(invoice_line_id=line_id)
            card = invoice_card(number=number)
    except (TenantUnavailable, InvoiceLine.DoesNotExist) as missing:
        raise Http404(line_id) from missing
    content = {
        "invoice": card,
        "seller": seller,
        "state": shown.state_of(card),
        "facts": shown.facts_of(card, with_customer=True),
        "lines": [
            shown.split_of(line) | {"is_asked_for": line.id == line_id} for line in card.lines
        ],
    }
    return render(request, PAGE, content)
