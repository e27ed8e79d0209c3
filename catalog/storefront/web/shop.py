"""The shop's own doors: the shelf, and one offer."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from catalog.storefront.queries import NotOnSale, OfferCard, Shelf, offer_card, shelf
from catalog.storefront.web.words import allowance_words
from catalog.wholesale.queries import net_of
from kith.ui.bundle import script_bundle, style_bundle
from kith.ui.shapes import Fact
from kith.wall import required_tenant
from kith.wall.cache import cached, remember
from tenants.workspace.queries import ShopFace, shop_face

PAGE = "catalog/storefront/shop.html"
KEPT_SECONDS = 3600


@require_GET
def shop(request: HttpRequest) -> HttpResponse:
    """
    Show the shelf: every offer with its total price.

    Two statements, the shelf and the shop's face, decide everything a stranger's page says: they
    make its tag. Who has that page already gets 304 before anything is rendered.
    """
    told = _told_version(request)
    now = shelf(known_version=_last_version() if told is None else told)
    face = shop_face()
    tag = _tag(request, now, face) if _is_a_strangers(request) else ""
    if tag and request.headers.get("If-None-Match") == tag:
        return _headed(HttpResponseNotModified(), tag)
    page = cached(f"page:{tag}") if tag else None
    if isinstance(page, bytes):
        return _headed(HttpResponse(page), tag)
    answer = render(request, PAGE, {"shelf": _shelf_html(now), "shop": face})
    if not tag:
        return answer
    remember(f"page:{tag}", answer.content, seconds=KEPT_SECONDS)
    return _headed(answer, tag)


def _last_version() -> int | None:
    """Return the version whose offers are kept ready, a hint that the database then checks."""
    known = cached(f"shelf-version:{get_language()}")
    return known if isinstance(known, int) else None


def _shelf_html(now: Shelf) -> str:
    """Return the offers' part of the page, kept until the shelf changes."""
    key = f"shelf:{now.version}:{get_language()}"
    html = cached(key)
    if isinstance(html, str):
        return html
    offers = now.offers if now.offers is not None else shelf().offers
    cards = [{"card": card, "lines": allowance_words(card.allowances)} for card in offers or ()]
    html = render_to_string(f"{PAGE}#shelf", {"offers": cards})
    remember(key, html, seconds=2 * KEPT_SECONDS)
    remember(f"shelf-version:{get_language()}", now.version, seconds=KEPT_SECONDS)
    return html


def _is_a_strangers(request: HttpRequest) -> bool:
    # Menus and messages differ by reader, links by query: those pages have no tag.
    return not (
        request.user.is_authenticated
        or "messages" in request.COOKIES
        or request.META.get("QUERY_STRING")
        or settings.DEBUG
    )


def _told_version(request: HttpRequest) -> int | None:
    number = request.headers.get("If-None-Match", "").strip('"').partition("-")[0]
    return int(number) if number.isdecimal() and len(number) < 18 else None


def _tag(request: HttpRequest, now: Shelf, face: ShopFace) -> str:
    parts = (
        required_tenant().uuid,
        now.version,
        face,
        get_language(),
        request.COOKIES.get("kith_theme", ""),
        _release(),
    )
    digest = hashlib.sha256("\n".join(map(repr, parts)).encode()).hexdigest()
    return f'"{now.version}-{digest[:24]}"'


@lru_cache(maxsize=1)
def _release() -> str:
    """Return what changes with the house's own templates, styles and scripts."""
    made = hashlib.sha256(f"{style_bundle().digest}{script_bundle().digest}".encode())
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.html")):
            made.update(path.read_bytes())
    return made.hexdigest()


def _headed(answer: HttpResponse, tag: str) -> HttpResponse:
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    return answer


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
    }
    return render(request, "catalog/storefront/offer.html", words)


def _facts(card: OfferCard, face: ShopFace) -> list[Fact]:
    tax = card.price - net_of(card.price, card.tax_basis_points)
    rhythm = {
        "month": (_("Month by month"), _("No minimum term: you can end it any day.")),
        "week": (_("Week by week"), _("No minimum term: you can end it any day.")),
        "once": (_("Paid once"), _("It does not renew.")),
    }
    seller = Fact(_("Sold by"), face.name, "")
    if not face.is_own_brand:
        note = _("%(shop)s sells it for them and earns a commission.") % {"shop": face.name}
        seller = Fact(_("Sold by"), face.seller_name, note)
    return [
        Fact(_("Total price"), card.price, _("all taxes included")),
        Fact(_("Of it tax"), tax, ""),
        Fact(_("How long"), *rhythm[card.period]),
        Fact(_("Plan behind it"), card.base_name, ""),
        seller,
        Fact(_("Changing your mind"), _("14 days"), _("to withdraw, from the day you buy")),
    ]
