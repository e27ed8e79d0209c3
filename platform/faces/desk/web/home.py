"""The door a seller comes in by: what needs them today."""

from collections.abc import Iterator
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ambassadors.circle.queries import circle_card
from billing.settlement.previews import Earnings, earnings_of
from billing.settlement.words import payable_note
from faces.desk.setup import setup_of
from faces.desk.web.steps import setup_steps
from kith.doors import today
from kith.permissions import allowed, requires
from kith.ui.navigation import href_of
from kith.ui.shapes import Task
from kith.wall import TenantRef, required_tenant
from tenants.registry.queries import shop_link


@require_GET
@requires("desk.read")
def home(request: HttpRequest) -> HttpResponse:
    """Show what needs the seller today, what they earn, and how the circle grows."""
    tenant, circle, at = required_tenant(), circle_card(), timezone.now()
    setup = setup_of(tenant)
    earnings = _earnings(tenant, at) if allowed(request, "earnings.read") else None
    return render(
        request,
        "faces/desk/home.html",
        {
            "setup": setup,
            "steps": setup_steps(setup, current=setup.next_step),
            "tasks": list(_tasks(request, tenant, at)),
            "earnings": earnings,
            "payable_note": payable_note(earnings) if earnings else "",
            "circle": circle,
            "link": shop_link(tenant_id=tenant.uuid),
        },
    )


def _tasks(request: HttpRequest, tenant: TenantRef, at: datetime) -> Iterator[Task]:
    """Yield what this person should look at and may, whichever app it waits in."""
    for kind in today():
        for row in kind.rows(tenant=tenant, at=at) if allowed(request, kind.permission) else ():
            yield Task(
                icon=kind.icon,
                title=row.title,
                text=row.text,
                action=row.action,
                href=_href(kind.url_name, row.query),
            )


def _href(url_name: str, query: str) -> str:
    href = href_of(url_name)
    return f"{href}?{query}" if href and query else href


def _earnings(tenant: TenantRef, at: datetime) -> Earnings:
    return earnings_of(party_kind="tenant", party_ref=tenant.uuid, currency=tenant.currency, at=at)
