"""The shop's own doors: the shelf, and one offer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.storefront.queries import NotOnSale, OfferCard, offer_card, offers_on_sale
from catalog.storefront.web.kept_page import state_of
from catalog.storefront.web.preview import offer_thing, offer_words, shop_words
from catalog.wholesale.allowances import allowance_words
from kith.ui.shapes import Fact
from kith.wall.cache import cached, remember
from tenants.workspace.queries import ShopFace, face_from, shop_face

PAGE = "catalog/storefront/shop.html"
KEPT_SECONDS = 3600


@require_GET
def shop(request: HttpRequest) -> HttpResponse:
    """Show the shelf: every offer with its total price."""
    state = state_of(request)
    face = face_from(state.face)
    words = {"shelf": _shelf_html(state.version), "shop": face, "about_it": shop_words(face)}
    return render(request, PAGE, words)


def _shelf_html(version: int) -> str:
    """Return the offers' part of the page, kept until the shelf changes."""
    key = f"shelf:{version}:{get_language()}"
    html = cached(key)
    if isinstance(html, str):
        return html
    cards = [{"card": card, "lines": allowance_words(card.allowances)} for card in offers_on_sale()]
    html = render_to_string(f"{PAGE}#shelf", {"offers": cards})
    remember(key, html, seconds=KEPT_SECONDS)
    return html


@require_GET
def offer(request: HttpRequest, code: str) -> HttpResponse:
    """Show one offer in full: what is in it, what it costs in all, what happens next."""
    try:
        card = offer_card(code=code)
    except NotOnSale as refusal:
        raise Http404(str(refusal)) from refusal
    face = shop_face()
    words = {
        "card": card,
        "shop": face,
        "lines": allowance_words(card.allowances),
        "facts": _facts(card, face),
        "order_url": reverse("order-start", kwargs={"code": card.code}),
        "about_it": offer_words(card),
        "thing": offer_thing(request, card, face),
    }
    return render(request, "catalog/storefront/offer.html", words)


def _facts(card: OfferCard, face: ShopFace) -> list[Fact]:
    tax = card.price.tax_inside(card.tax_basis_points)
    rhythm = {
        "month": (_("Month by month"), _("No minimum term: you can end it any day.")),
        "week": (_("Week by week"), _("No minimum term: you can end it any day.")),
        "once": (_("Paid once"), _("It does not renew.")),
    }
    note = _("%(shop)s sells it for them and earns a commission.") % {"shop": face.name}
    if face.is_own_brand:
        note = "" if face.is_home else _("%(shop)s sells on its behalf.") % {"shop": face.name}
    seller = Fact(_("Sold by"), face.seller_name, note)
    return [
        Fact(_("Total price"), card.price, _("all taxes included")),
        Fact(_("Of which tax"), tax, ""),
        Fact(_("How long"), *rhythm[card.period]),
        seller,
        Fact(_("Changing your mind"), _("14 days"), _("to withdraw, from the day you buy")),
    ]
