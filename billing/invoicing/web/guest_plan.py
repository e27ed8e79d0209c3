"""A guest's door to a larger plan: the link of their order, as long as they have no account."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from billing.invoicing.limits import count_choice, count_look
from billing.invoicing.web import plan_pages
from billing.invoicing.web.my_plan import show_plans
from billing.invoicing.web.plan_pages import Place
from catalog.lines.queries import lines_of_order
from catalog.ordering.queries import order_of_token
from kith.client_address import client_address
from kith.errors import DomainError
from kith.found import found_or_404
from kith.limits.allowances import TooOften
from kith.ui.web.too_often import too_often
from tenants.accounts.queries import has_password


@never_cache
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, token: str) -> HttpResponse:
    """Show the larger plans a guest's line may have at once, and lead to the payment of one."""
    place, now = _place(token), timezone.now()
    if isinstance(place, HttpResponse):
        return place
    refusal = None
    try:
        count_look(asked_from=client_address(request), at=now)
        if request.method == "POST":
            count_choice(asked_from=client_address(request), at=now)
            return plan_pages.ask(request, place, by=place.line.person_id)
    except TooOften as too_many:
        return too_often(request, too_many.wait)
    except DomainError as caught:
        refusal = caught
    return _unindexed(show_plans(request, place, refusal=refusal, at=now))


@never_cache
@require_GET
def upgrade(request: HttpRequest, token: str, upgrade_id: UUID) -> HttpResponse:
    """Show how a guest's larger plan stands."""
    place = _place(token)
    if isinstance(place, HttpResponse):
        return place
    asked = plan_pages.upgrade_of(place, upgrade_id)
    return _unindexed(plan_pages.show_upgrade(request, place, asked))


@require_POST
def upgrade_payment(request: HttpRequest, token: str, upgrade_id: UUID) -> HttpResponse:
    """Lead to the payment page of a guest's larger plan."""
    place = _place(token)
    if isinstance(place, HttpResponse):
        return place
    asked = plan_pages.upgrade_of(place, upgrade_id)
    try:
        count_choice(asked_from=client_address(request), at=timezone.now())
        return plan_pages.lead_to_payment(request, place, asked)
    except TooOften as too_many:
        return too_often(request, too_many.wait)
    except DomainError as refusal:
        return plan_pages.show_upgrade(request, place, asked, refusal=refusal)


def _place(token: str) -> Place | HttpResponse:
    """Return where a link leads; to their account, once its owner has one."""
    order = found_or_404(order_of_token, token=token)
    lines = lines_of_order(order_id=order.id)
    if not lines or order.person_id is None:
        raise Http404(token)
    if has_password(person_id=order.person_id):
        return redirect("my-line-plan", line_id=lines[0].id)
    return Place(
        line=lines[0],
        layout="layouts/plain.html",
        plan_url=reverse("order-plan", args=[token]),
        home_url=reverse("order-status", args=[token]),
        upgrade_url=lambda one: reverse("order-upgrade", args=[token, one]),
        payment_url=lambda one: reverse("order-upgrade-payment", args=[token, one]),
        keeps_plans=False,
    )


def _unindexed(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer
