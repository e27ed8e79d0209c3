"""The seller's doors to the list: on sale, withdrawn, taken back, moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalog.storefront.corridor import MOST_OFFERS
from catalog.storefront.models import Offer
from catalog.storefront.queries import why_stopped
from catalog.storefront.second_thoughts import TO_THINK, can_take_price_back
from catalog.storefront.usecases.discard_offer import discard_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.reorder_offers import reorder_offers
from catalog.storefront.usecases.restore_offer import restore_offer
from catalog.storefront.usecases.take_price_back import take_price_back
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import requires
from kith.ui.formats import money_text
from kith.wall import required_tenant

PAGE = "catalog/storefront/desk_offers.html"


@require_GET
@requires("offers.read")
def offers(request: HttpRequest) -> HttpResponse:
    """List what is on sale, the drafts, and what was withdrawn."""
    return render(request, PAGE, _words(withdrawn_code=request.GET.get("withdrawn", "")))


@require_POST
@requires("offers.publish")
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Put an offer on sale."""
    get_object_or_404(Offer, code=code)
    return _act(
        request,
        lambda: publish_offer(code=code, by=request.user.pk, at=timezone.now()),
        _("On sale."),
    )


@require_POST
@requires("offers.publish")
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Take an offer off the shelf; the answer offers to take that back."""
    get_object_or_404(Offer, code=code)
    return _act(
        request, lambda: withdraw_offer(code=code, at=timezone.now()), "", withdrawn_code=code
    )


@require_POST
@requires("offers.publish")
def restoration(request: HttpRequest, code: str) -> HttpResponse:
    """Take a withdrawal back."""
    get_object_or_404(Offer, code=code)
    return _act(request, lambda: restore_offer(code=code, at=timezone.now()), _("Back on sale."))


@require_POST
@requires("offers.publish")
def earlier_price(request: HttpRequest, code: str) -> HttpResponse:
    """Put back what an offer said and cost before its price was changed."""
    offer = get_object_or_404(Offer, code=code)
    try:
        changed_at = parse_datetime(request.POST.get("changed", ""))
    except ValueError:
        changed_at = None
    earlier = offer.price_before_minor or offer.price_minor
    said = _("“%(name)s” costs %(price)s again.") % {
        "name": offer.name,
        "price": money_text(Money(earlier, offer.currency)),
    }
    return _act(
        request,
        lambda: take_price_back(
            code=code, changed_at=changed_at, by=request.user.pk, at=timezone.now()
        ),
        said,
    )


@require_POST
@requires("offers.publish")
def discarding(request: HttpRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    get_object_or_404(Offer, code=code)
    return _act(request, lambda: discard_offer(code=code), _("The draft is gone."))


@require_POST
@requires("offers.publish")
def order_of_shelf(request: HttpRequest, code: str) -> HttpResponse:
    """Move one offer a place up, or down."""
    get_object_or_404(Offer, code=code)
    codes = list(Offer.objects.on_sale().on_the_shelf().values_list("code", flat=True))
    if code in codes:
        place = codes.index(code)
        other = place + (1 if request.POST.get("direction") == "down" else -1)
        if 0 <= other < len(codes):
            codes[place], codes[other] = codes[other], codes[place]
    return _act(request, lambda: reorder_offers(codes=codes), "")


def _act(
    request: HttpRequest, act: Callable[[], object], said: str, *, withdrawn_code: str = ""
) -> HttpResponse:
    refusal = None
    try:
        act()
    except DomainError as error:
        refusal = error
    if getattr(request, "htmx", False):
        words = _words(withdrawn_code="" if refusal else withdrawn_code) | {
            "refusal": refusal,
            "said": said if refusal is None else "",
        }
        return render(request, f"{PAGE}#shelf", words, status=409 if refusal else 200)
    if refusal is not None:
        messages.error(request, f"{refusal} {refusal.mend}".strip())
        return redirect("desk-offers")
    if said:
        messages.success(request, said)
    query = f"?withdrawn={withdrawn_code}" if withdrawn_code else ""
    return redirect(reverse("desk-offers") + query)


def _words(*, withdrawn_code: str) -> dict[str, Any]:
    rows = list(Offer.objects.on_the_shelf())
    seller_kind = required_tenant().kind
    most = MOST_OFFERS[seller_kind]
    now = timezone.now()
    why = why_stopped(rows, at=now)
    on_sale = [_row(offer, why) for offer in rows if offer.is_on_sale]
    if on_sale:
        on_sale[0]["is_first"] = on_sale[-1]["is_last"] = True
    withdrawn = [offer for offer in rows if offer.withdrawn_at]
    return {
        "on_sale": on_sale,
        "drafts": [_row(offer, why) for offer in rows if offer.published_at is None],
        "withdrawn": [_row(offer, why) for offer in withdrawn],
        "repriced": [_repriced(offer) for offer in rows if can_take_price_back(offer, at=now)],
        "most": most,
        "is_full": len(on_sale) >= most,
        "just_withdrawn": next(
            (offer for offer in withdrawn if offer.code == withdrawn_code), None
        ),
    }


def _repriced(offer: Offer) -> dict[str, Any] | None:
    """Return what a changed price was, and until when it can be put back."""
    changed_at, before = offer.repriced_at, offer.price_before_minor
    if changed_at is None or before is None:
        return None
    return {
        "offer": offer,
        "was": Money(before, offer.currency),
        "until": changed_at + TO_THINK,
        "fields": {"changed": changed_at.isoformat()},
    }


def _row(offer: Offer, why: dict[str, str]) -> dict[str, Any]:
    return {
        "offer": offer,
        "warning": why[offer.code],
        "how_often": {"month": _("a month"), "week": _("a week")}.get(offer.period, _("once")),
        "up": {"direction": "up"},
        "down": {"direction": "down"},
    }
