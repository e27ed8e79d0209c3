"""The seller's doors to one offer: choose a base product, name it, price it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from catalog.storefront.corridor import ADD_ON, check_price
from catalog.storefront.models import Offer
from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.storefront.usecases.reprice_offer import reprice_offer
from catalog.storefront.web.forms import DraftForm, OfferForm, PriceForm
from catalog.storefront.web.margin import margin_of
from catalog.storefront.web.words import corridor_words
from catalog.wholesale.allowances import allowance_words
from catalog.wholesale.queries import BaseProduct, NoSuchProduct, base_product, base_products
from kith.errors import DomainError
from kith.money import Money
from kith.permissions import requires
from kith.ui.shapes import Fact
from kith.wall import required_tenant
from tenants.workspace.queries import further_languages

PICK, EDIT = "catalog/storefront/desk_pick.html", "catalog/storefront/desk_offer.html"


@require_GET
@requires("offers.publish")
def pick(request: HttpRequest) -> HttpResponse:
    """Choose the base product of a new offer."""
    products = [
        {
            "product": product,
            "lines": allowance_words(product.allowances),
            "corridor": corridor_words(product),
            "href": f"{reverse('desk-offer-new')}?{urlencode({'base': product.code})}",
        }
        for product in base_products(seller_kind=required_tenant().kind, at=timezone.now())
        if product.kind != ADD_ON
    ]
    return render(request, PICK, {"products": products})


@require_http_methods(["GET", "POST"])
@requires("offers.publish")
def new_offer(request: HttpRequest) -> HttpResponse:
    """Draft an offer from a base product, its corridor and margin in view."""
    code = request.POST.get("base_code") or request.GET.get("base", "")
    try:
        product = base_product(code=code, seller_kind=required_tenant().kind, at=timezone.now())
    except NoSuchProduct as refusal:
        messages.error(request, f"{refusal} {refusal.mend}".strip())
        return redirect("desk-offer-pick")
    start = {
        "base_code": product.code,
        "name": product.name[:60],
        "blurb": product.summary[:200],
        "price": product.retail.to_decimal(),
    }
    form = DraftForm(
        request.POST or None,
        initial=start,
        currency=product.retail.currency,
        languages=further_languages(),
    )

    def save(fields: dict[str, Any]) -> Offer:
        return draft_offer(at=timezone.now(), **fields)

    return _saved(request, form, product, save)


@require_http_methods(["GET", "POST"])
@requires("offers.publish")
def edit_offer(request: HttpRequest, code: str) -> HttpResponse:
    """Change name, words and price."""
    offer = get_object_or_404(Offer, code=code)
    try:
        product = base_product(
            code=offer.base_code, seller_kind=required_tenant().kind, at=timezone.now()
        )
    except NoSuchProduct as refusal:
        messages.error(request, f"{refusal} {refusal.mend}".strip())
        return redirect("desk-offers")
    start = {"name": offer.name, "blurb": offer.blurb, "price": offer.price.to_decimal()}
    form = OfferForm(
        request.POST or None,
        initial=start,
        currency=offer.currency,
        languages=further_languages(),
        translations=offer.translations,
    )

    def save(fields: dict[str, Any]) -> Offer:
        return reprice_offer(code=code, by=request.user.pk, at=timezone.now(), **fields)

    return _saved(request, form, product, save, offer)


@require_GET
@requires("offers.publish")
def margin(request: HttpRequest) -> HttpResponse:
    """Show what one sale at a price brings, as the seller types."""
    code = request.GET.get("base", "")
    try:
        product = base_product(code=code, seller_kind=required_tenant().kind, at=timezone.now())
    except NoSuchProduct as refusal:
        return render(request, f"{EDIT}#margin", {"price_refusal": refusal}, status=409)
    form = PriceForm(request.GET, currency=product.retail.currency)
    price = form.cleaned_data["price"] if form.is_valid() else product.retail
    return render(request, f"{EDIT}#margin", _priced(price, product))


def _saved(
    request: HttpRequest,
    form: OfferForm,
    product: BaseProduct,
    save: Callable[[dict[str, Any]], Offer],
    offer: Offer | None = None,
) -> HttpResponse:
    status, refusal, price = 200, None, offer.price if offer else product.retail
    if request.method == "POST":
        status = 422
        if form.is_valid():
            price = form.cleaned_data["price"]
            if request.POST.get("then") == "look":
                status = 200
            else:
                refusal = _done(request, form, save)
                if refusal is None:
                    return redirect("desk-offers")
                status = 409
    words = {
        "form": form,
        "product": product,
        "offer": offer,
        "refusal": refusal,
        "lines": allowance_words(product.allowances),
        "facts": _corridor(product),
        "corridor": corridor_words(product),
        "margin_url": f"{reverse('desk-offer-margin')}?{urlencode({'base': product.code})}",
        **_priced(price, product),
    }
    return render(request, EDIT, words, status=status)


def _done(
    request: HttpRequest, form: OfferForm, save: Callable[[dict[str, Any]], Offer]
) -> DomainError | None:
    """Save, publish where that was asked; return what was refused."""
    try:
        saved = save(form.cleaned_data)
    except DomainError as refusal:
        return refusal
    if request.POST.get("then") == "publish":
        try:
            publish_offer(code=saved.code, by=request.user.pk, at=timezone.now())
        except DomainError as refusal:
            # What was typed is kept: the draft stands, and the list says why it is not on sale.
            said = _("“%(name)s” is kept as a draft.") % {"name": saved.name}
            messages.error(request, f"{said} {refusal} {refusal.mend}".strip())
            return None
        messages.success(request, _("“%(name)s” is on sale.") % {"name": saved.name})
        return None
    messages.success(request, _("“%(name)s” is saved.") % {"name": saved.name})
    return None


def _priced(price: Money, product: BaseProduct) -> dict[str, Any]:
    try:
        check_price(price, product)
    except DomainError as refusal:
        return {"price_refusal": refusal, "margin": None}
    return {
        "price_refusal": None,
        "margin": margin_of(price=price, product=product, at=timezone.now()),
    }


def _why_lowest() -> str:
    if required_tenant().is_operator:
        return _("what a sale costs in all, with tax: at this price nobody keeps anything of it")
    return _("the lowest an operator can ask for the same plan: no shop undercuts another")


def _corridor(product: BaseProduct) -> list[Fact]:
    facts = [
        Fact(_("List price"), product.retail, _("what the telco asks itself")),
        Fact(_("Lowest price"), product.floor, _why_lowest()),
        Fact(_("Highest price"), product.ceiling, _("so that friends pay a fair price")),
    ]
    if required_tenant().is_operator:
        facts.append(
            Fact(
                _("You buy it at"),
                product.wholesale,
                _("wholesale: your cost of each sale, before tax"),
            )
        )
    return facts
