"""Doors of the registry: the directory of storefronts, and the staff's list of tenants."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.errors import DomainError
from kith.permissions import allowed, requires
from kith.ui.shapes import Select
from kith.ui.spreadsheets import table_answer, wants_csv
from tenants.registry.models import Tenant
from tenants.registry.questions import earning_rules
from tenants.registry.storefronts import storefronts, tenant_detail, tenants_for_staff
from tenants.registry.usecases.resume_tenant import resume_tenant
from tenants.registry.usecases.suspend_tenant import suspend_tenant
from tenants.registry.web.forms import SuspensionForm
from tenants.registry.web.shapes import (
    kind_in_directory,
    shop_address,
    tenant_columns,
    tenant_facts,
    tenant_row,
    tenant_steps,
)

PAGE_COUNT = 24
STAFF_PAGE_COUNT = 50


@require_GET
def directory(request: HttpRequest) -> HttpResponse:
    """List the open storefronts; search by name and line."""
    q = request.GET.get("q", "").strip()[:80]
    page = Paginator(storefronts(search=q), PAGE_COUNT).get_page(request.GET.get("page"))
    for shop in page:
        shop.address = shop_address(shop)
        shop.kind_word = kind_in_directory(shop)
    words = {"page": page, "q": q}
    template = "tenants/registry/directory.html"
    if getattr(request, "htmx", None) and request.htmx.target:  # type: ignore[attr-defined]
        template += "#storefronts"
    return render(request, template, words)


@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """Say what Kith is, and who earns what by it."""
    rules = earning_rules(at=timezone.now())
    return render(request, "tenants/registry/about.html", {"rules": rules})


@require_GET
@requires("tenants.read")
def tenants(request: HttpRequest) -> HttpResponse:
    """List every tenant with its state."""
    q = request.GET.get("q", "").strip()[:80]
    state = request.GET.get("state", "")
    found = tenants_for_staff(search=q, state=state)
    if wants_csv(request):
        rows = (tenant_row(tenant) for tenant in found)
        return table_answer(name="storefronts", columns=tenant_columns(), rows=rows)
    page = Paginator(found, STAFF_PAGE_COUNT).get_page(request.GET.get("page"))
    words = {
        "page": page,
        "rows": [tenant_row(tenant) for tenant in page],
        "columns": tenant_columns(),
        "q": q,
        "selects": _state_select(state),
    }
    return render(request, "tenants/registry/tenants.html", words)


@require_GET
@requires("tenants.read")
def tenant(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Show one tenant: its hosts, and the steps of its making."""
    found = tenant_detail(tenant_id=tenant_id)
    return _tenant_page(request, found, SuspensionForm(shop=found.name))


@require_http_methods(["POST"])
@requires("tenants.suspend")
def suspension(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Suspend a shop, with the reason and its name typed out."""
    found = tenant_detail(tenant_id=tenant_id)
    form = SuspensionForm(request.POST, shop=found.name)
    person: Any = request.user
    if not form.is_valid():
        return _tenant_page(request, found, form, status=422)
    try:
        suspend_tenant(
            tenant_id=found.uuid,
            because=form.cleaned_data["because"],
            by=person.pk,
            at=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}")
    else:
        messages.success(request, _("%(name)s is suspended.") % {"name": found.name})
    return redirect("staff-tenant", tenant_id=tenant_id)


@require_POST
@requires("tenants.suspend")
def resumption(request: HttpRequest, tenant_id: UUID) -> HttpResponse:
    """Let a suspended shop sell again."""
    found = tenant_detail(tenant_id=tenant_id)
    person: Any = request.user
    resume_tenant(tenant_id=found.uuid, by=person.pk, at=timezone.now())
    messages.success(request, _("%(name)s is open again.") % {"name": found.name})
    return redirect("staff-tenant", tenant_id=tenant_id)


def _tenant_page(
    request: HttpRequest, found: Any, form: SuspensionForm, *, status: int = 200
) -> HttpResponse:
    is_home = found.kind == Tenant.Kind.HOME
    may_suspend = allowed(request, "tenants.suspend") and found.closed_at is None
    words = {
        "tenant": found,
        "facts": tenant_facts(found),
        "steps": tenant_steps(found),
        "form": form,
        "may_resume": may_suspend and found.suspended_at is not None,
        "may_suspend": may_suspend and not is_home and found.live_at is not None,
        "may_close": not is_home and allowed(request, "tenants.close"),
    }
    return render(request, "tenants/registry/tenant.html", words, status=status)


def _state_select(state: str) -> list[Select]:
    options = [
        ("", _("All")),
        ("live", _("Live")),
        ("making", _("Being set up")),
        ("suspended", _("Suspended")),
        ("closing", _("To be closed")),
        ("closed", _("Closed for good")),
    ]
    return [Select(name="state", label=_("State"), options=options, value=state)]
