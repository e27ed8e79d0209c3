"""Where money at the payment processor comes from: the bill it paid, or was given back for."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from billing.invoicing.queries import invoice_line_of_movement
from kith.permissions import requires
from kith.wall import TenantUnavailable, in_tenant


@require_GET
@requires("invoices.read")
def movement(request: HttpRequest, tenant_id: UUID, reference: str) -> HttpResponse:
    """Lead on to the bill, read inside the seller's tenant."""
    try:
        with in_tenant(tenant_id):
            line_id = invoice_line_of_movement(reference=reference)
    except TenantUnavailable as missing:
        raise Http404(reference) from missing
    if line_id is None:
        raise Http404(reference)
    return redirect("staff-invoice-line", tenant_id=tenant_id, line_id=line_id)
