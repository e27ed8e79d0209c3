"""What a shop tells those who only look from outside: chats, search engines, a phone's home."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from catalog.storefront.queries import NotOnSale, OfferCard, offer_card, offers_on_sale, shop_state
from catalog.wholesale.allowances import allowance_words
from kith.money import format_money
from kith.ui.address_language import in_this_language
from kith.ui.picture import draw_picture
from kith.ui.web.robots import manifest_of, sitemap_of
from kith.wall.addresses import address_of
from kith.wall.cache import cached, remember
from kith.wall.middleware import host_of
from tenants.workspace.queries import ShopFace, face_from, shop_face

AN_HOUR, A_DAY = 3600, 24 * 3600


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the shop's first page, and each offer on sale."""
    offers = [reverse("shop-offer", args=[card.code]) for card in offers_on_sale()]
    return sitemap_of(request, paths=[reverse("shop-home"), *offers])


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone keep the shop on its first screen."""
    face = shop_face()
    return manifest_of(
        name=face.name,
        start_url=reverse("my-home"),
        accent=face.accent,
        ground=face.surface_tint,
    )


@require_safe
@vary_on_cookie
@cache_control(public=True, max_age=A_DAY)
def shop_picture(request: HttpRequest) -> HttpResponse:
    """Draw the shop: its name, its line, who sells."""
    return _picture("")


@require_safe
@vary_on_cookie
@cache_control(public=True, max_age=A_DAY)
def offer_picture(request: HttpRequest, code: str) -> HttpResponse:
    """Draw one offer: what it holds, and its price in all."""
    return _picture(code)


def shop_words(face: ShopFace) -> str:
    """Return what there is to say of a shop in a line or two."""
    return " ".join(filter(None, [face.tagline, face.about])) or _(
        "Mobile plans with the total price first, from people you can ask."
    )


def offer_words(card: OfferCard) -> str:
    """Return what there is to say of an offer: what it holds and costs, and its line."""
    held = ", ".join(allowance_words(card.allowances))
    return " ".join(filter(None, [f"{held}: {price_words(card)}.", card.blurb]))


def price_words(card: OfferCard) -> str:
    """Return the total price with its rhythm."""
    price = format_money(card.price, get_language() or "en")
    said = {
        "month": _("%(price)s a month, all taxes included"),
        "week": _("%(price)s a week, all taxes included"),
        "once": _("%(price)s once, all taxes included"),
    }
    return said[card.period] % {"price": price}


def offer_thing(request: HttpRequest, card: OfferCard, face: ShopFace) -> dict[str, Any]:
    """Return an offer as schema.org describes one: https://schema.org/Product."""
    host, page = host_of(request), reverse("shop-offer", args=[card.code])
    picture = in_this_language(reverse("shop-offer-picture", args=[card.code]))
    return {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": card.name,
        "description": offer_words(card),
        "image": address_of(host, picture),
        "brand": {"@type": "Brand", "name": face.brand_name},
        "offers": {
            "@type": "Offer",
            "url": address_of(host, page),
            "price": str(card.price.to_decimal()),
            "priceCurrency": card.price.currency,
            "availability": "https://schema.org/InStock",
            "seller": {"@type": "Organization", "name": face.seller_name},
        },
    }


def _picture(code: str) -> HttpResponse:
    state = shop_state()
    # The key names all that the picture shows; the face is part of it.
    face = face_from(state.face)
    seller = face.seller_name
    key = f"picture:{state.version}:{hash((state.face, seller))}:{code}:{get_language()}"
    png = cached(key, store="process")
    if not isinstance(png, bytes):
        words = {"title": face.name, "line": face.tagline, "foot": seller}
        if code:
            words = _words_of(code) | {"foot": face.name}
        png = draw_picture(**words, accent=face.accent, ink=face.ink_on_accent)
        remember(key, png, seconds=AN_HOUR, store="process")
    return HttpResponse(png, content_type="image/png")


def _words_of(code: str) -> dict[str, str]:
    try:
        card = offer_card(code=code)
    except NotOnSale as refusal:
        raise Http404(str(refusal)) from refusal
    held = " · ".join(allowance_words(card.allowances)[:3])
    return {"title": card.name, "line": f"{held} · {price_words(card)}"}
