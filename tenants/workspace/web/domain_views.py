"""Doors to a domain of one's own."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kith.errors import DomainError
from kith.permissions import requires
from kith.wall import required_tenant
from tenants.accounts.asking_again import asks_again
from tenants.registry.domain_cards import domain_cards
from tenants.registry.usecases.claim_domain import claim_domain
from tenants.registry.usecases.verify_domain import verify_domain
from tenants.workspace.web.forms import DomainForm
from tenants.workspace.web.tabs import settings_tabs


@require_http_methods(["GET", "POST"])
@requires("domains.claim")
@asks_again
def domain(request: HttpRequest) -> HttpResponse:
    """Show the shop's domains and what each still needs; take a new claim."""
    tenant = required_tenant()
    form = DomainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            claim_domain(
                tenant_id=tenant.uuid, by=request.user.pk, at=timezone.now(), **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error("host", f"{refusal} {refusal.mend}")
        else:
            messages.success(request, _("Claimed. One record more and it is yours."))
            return redirect("desk-domain")
    words = {
        "form": form,
        "domains": domain_cards(tenant_id=tenant.uuid),
        "address_here": f"{tenant.slug}.{settings.NETWORK_HOST}",
        "tabs": settings_tabs(request, "desk-domain"),
    }
    status = 422 if form.errors else 200
    return render(request, "tenants/workspace/domain.html", words, status=status)


@require_POST
@requires("domains.claim")
def domain_proof(request: HttpRequest, domain_id: int) -> HttpResponse:
    """Look for the record now."""
    tenant = required_tenant()
    mine = {card.id: card for card in domain_cards(tenant_id=tenant.uuid)}
    if domain_id not in mine:
        raise Http404
    try:
        verify_domain(domain_id=domain_id, by=request.user.pk, at=timezone.now())
    except DomainError as refusal:
        messages.warning(request, f"{refusal} {refusal.mend}")
    else:
        host = mine[domain_id].host
        messages.success(request, _("%(host)s is yours and leads to your shop.") % {"host": host})
    return redirect("desk-domain")
