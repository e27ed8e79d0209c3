"""The seller's doors to the shelf."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalog.storefront.corridor import MOST_OFFERS
from catalog.storefront.models import Offer
from catalog.storefront.usecases.discard_offer import discard_offer
from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.reorder_offers import reorder_offers
from catalog.storefront.usecases.reprice_offer import reprice_offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from catalog.storefront.web.forms import DraftForm, OfferForm
from catalog.storefront.web.words import allowance_words
from catalog.wholesale.queries import (
    BaseProduct,
    NoSuchProduct,
    base_product,
    base_products,
    net_of,
)
from kith.errors import DomainError
from kith.permissions import requires
from kith.ui.shapes import Fact
from kith.wall import required_tenant

LIST, PICK, EDIT = (
    "catalog/storefront/desk_offers.html",
    "catalog/storefront/desk_pick.html",
    "catalog/storefront/desk_offer.html",
)


@require_GET
@requires("offers.read")
def offers(request: HttpRequest) -> HttpResponse:
    """List what is on sale, the drafts, and what was withdrawn."""
    rows = list(Offer.objects.on_the_shelf())
    most = MOST_OFFERS[required_tenant().kind]
    on_sale = [offer for offer in rows if offer.is_on_sale]
    words = {
        "on_sale": on_sale,
        "drafts": [offer for offer in rows if offer.published_at is None],
        "withdrawn": [offer for offer in rows if offer.withdrawn_at],
        "most": most,
        "is_full": len(on_sale) >= most,
    }
    return render(request, LIST, words)


@require_GET
@requires("offers.publish")
def pick(request: HttpRequest) -> HttpResponse:
    """Choose the base product of a new offer."""
    products = [
        {
            "product": product,
            "lines": allowance_words(product.allowances),
            "href": f"{reverse('desk-offer-new')}?base={product.code}",
        }
        for product in base_products(seller_kind=required_tenant().kind)
    ]
    return render(request, PICK, {"products": products})


@require_http_methods(["GET", "POST"])
@requires("offers.publish")
def new_offer(request: HttpRequest) -> HttpResponse:
    """Draft an offer from a base product, its corridor and margin in view."""
    code = request.POST.get("base_code") or request.GET.get("base", "")
    try:
        product = base_product(code=code, seller_kind=required_tenant().kind)
    except NoSuchProduct as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-offer-pick")
    start = {
        "base_code": product.code,
        "name": product.name,
        "blurb": product.summary,
        "price": product.retail.to_decimal(),
    }
    form = DraftForm(request.POST or None, initial=start, currency=product.retail.currency)

    def save(fields: dict[str, Any]) -> Offer:
        return draft_offer(at=timezone.now(), **fields)

    return _saved(request, form, product, save)


@require_http_methods(["GET", "POST"])
@requires("offers.publish")
def edit_offer(request: HttpRequest, code: str) -> HttpResponse:
    """Change name, words and price."""
    offer = get_object_or_404(Offer, code=code)
    try:
        product = base_product(code=offer.base_code, seller_kind=required_tenant().kind)
    except NoSuchProduct as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-offers")
    start = {"name": offer.name, "blurb": offer.blurb, "price": offer.price.to_decimal()}
    form = OfferForm(request.POST or None, initial=start, currency=offer.currency)

    def save(fields: dict[str, Any]) -> Offer:
        return reprice_offer(code=code, at=timezone.now(), **fields)

    return _saved(request, form, product, save, offer)


def _saved(
    request: HttpRequest,
    form: OfferForm,
    product: BaseProduct,
    save: Callable[[dict[str, Any]], Offer],
    offer: Offer | None = None,
) -> HttpResponse:
    status, refusal = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save(form.cleaned_data)
                if request.POST.get("then") == "publish":
                    publish_offer(code=saved.code, at=timezone.now())
            except DomainError as error:
                status, refusal = 409, error
            else:
                messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
                return redirect("desk-offers")
    words = {
        "form": form,
        "product": product,
        "offer": offer,
        "refusal": refusal,
        "lines": allowance_words(product.allowances),
        "facts": _corridor(product),
    }
    return render(request, EDIT, words, status=status)


def _corridor(product: BaseProduct) -> list[Fact]:
    margin = net_of(product.retail, product.tax_basis_points) - product.wholesale
    pays = (
        Fact(_("You keep at list price"), margin, _("before the platform fee, each month"))
        if required_tenant().is_operator
        else Fact(_("You earn"), _("10 % of the net price"), _("as long as the line is active"))
    )
    return [
        Fact(_("List price"), product.retail, _("what the telco asks itself")),
        Fact(_("Lowest price"), product.floor, ""),
        Fact(_("Highest price"), product.ceiling, ""),
        pays,
    ]


@require_POST
@requires("offers.publish")
def publication(request: HttpRequest, code: str) -> HttpResponse:
    """Put an offer on sale."""
    return _act(request, lambda: publish_offer(code=code, at=timezone.now()), _("On sale."))


@require_POST
@requires("offers.publish")
def withdrawal(request: HttpRequest, code: str) -> HttpResponse:
    """Take an offer off the shelf; it can be put back."""
    said = _("Withdrawn. You can put it back below.")
    return _act(request, lambda: withdraw_offer(code=code, at=timezone.now()), said)


@require_POST
@requires("offers.publish")
def discarding(request: HttpRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    return _act(request, lambda: discard_offer(code=code), _("The draft is gone."))


@require_POST
@requires("offers.publish")
def order_of_shelf(request: HttpRequest, code: str) -> HttpResponse:
    """Move one offer a place up."""
    get_object_or_404(Offer, code=code)
    codes = list(Offer.objects.on_sale().on_the_shelf().values_list("code", flat=True))
    if code in codes and codes.index(code) > 0:
        place = codes.index(code)
        codes[place - 1], codes[place] = codes[place], codes[place - 1]
    return _act(request, lambda: reorder_offers(codes=codes, at=timezone.now()), _("Moved up."))


def _act(request: HttpRequest, act: Callable[[], object], said: str) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, f"{refusal} {refusal.mend}".strip())
    except Offer.DoesNotExist:
        messages.error(request, _("There is no such offer."))
    else:
        messages.success(request, said)
    return redirect("desk-offers")
