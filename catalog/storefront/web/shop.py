"""The shop's own doors: the shelf, and one offer."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.storefront.queries import (
    NotOnSale,
    OfferCard,
    offer_card,
    offers_on_sale,
    shelf_version,
)
from catalog.storefront.web.words import allowance_words
from catalog.wholesale.queries import net_of
from kith.ui.shapes import Fact
from kith.wall.cache import cached, remember

PAGE = "catalog/storefront/shop.html"
SHELF_SECONDS = 3600


@require_GET
def shop(request: HttpRequest) -> HttpResponse:
    """Show the shelf: every offer with its total price."""
    version = shelf_version()
    answer = render(request, PAGE, {"shelf": _shelf(version)})
    # Menus and messages differ by reader: only a stranger's page has a tag.
    if request.user.is_authenticated or request.COOKIES.get("messages"):
        return answer
    return _tagged(request, answer, version)


def _shelf(version: int) -> str:
    """Return the offers' part of the page, kept until the shelf changes."""
    key = f"shelf:{version}:{get_language()}"
    kept = cached(key)
    if isinstance(kept, str):
        return kept
    offers = [
        {"card": card, "lines": allowance_words(card.allowances)} for card in offers_on_sale()
    ]
    html = render_to_string(f"{PAGE}#shelf", {"offers": offers})
    remember(key, html, seconds=SHELF_SECONDS)
    return html


def _tagged(request: HttpRequest, answer: HttpResponse, version: int) -> HttpResponse:
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:24]}"'
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    if request.headers.get("If-None-Match") == tag:
        unchanged = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Vary"):
            unchanged[name] = answer[name]
        return unchanged
    return answer


@require_GET
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Show one offer in full: what is in it, what it costs in all, what happens next."""
    try:
        card = offer_card(code=code)
    except NotOnSale as refusal:
        raise Http404(str(refusal)) from refusal
    words = {
        "card": card,
        "lines": allowance_words(card.allowances),
        "facts": _facts(card),
        "order_url": reverse("order-start", kwargs={"code": card.code}),
    }
    return render(request, "catalog/storefront/offer.html", words)


def _facts(card: OfferCard) -> list[Fact]:
    tax = card.price - net_of(card.price, card.tax_basis_points)
    ends = {
        "month": _(
            "Renews each month. You can end it any day; it then runs to the end of the month."
        ),
        "week": _("Runs for a week."),
        "once": _("Paid once."),
    }
    return [
        Fact(_("Total price"), card.price, _("all taxes included")),
        Fact(_("Of it tax"), tax, ""),
        Fact(_("How long"), ends[card.period], ""),
        Fact(_("Network"), card.base_name, _("the telco's plan behind this offer")),
        Fact(_("Changing your mind"), _("14 days to withdraw, from the day you buy."), ""),
    ]
