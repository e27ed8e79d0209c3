"""What others may ask of one storefront."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from catalog.storefront.corridor import what_stops
from catalog.storefront.models import Offer
from catalog.storefront.sql_shelf import read_offers, read_state
from catalog.wholesale.queries import BaseProduct, NoSuchProduct, base_product, base_products
from catalog.wholesale.questions import OffersOn
from kith.errors import DomainError
from kith.money import Money
from kith.translated import Translations, in_this_language
from kith.wall import required_tenant

COLUMNS = (
    "code",
    "name",
    "blurb",
    "translations",
    "kind",
    "allowances",
    "price_minor",
    "wholesale_minor",
    "currency",
    "tax_basis_points",
    "base_code",
    "base_name",
    "period",
)


class NotOnSale(DomainError):
    """The offer is not on sale here, or no longer."""

    code = "offer.not_on_sale"


@dataclass(frozen=True)
class OfferCard:
    """
    An offer as it is shown and ordered, in the reader's language where it has words in it.

    `price` is gross, `wholesale` net of tax.
    """

    code: str
    name: str
    blurb: str
    kind: str
    allowances: dict[str, Any] = field(hash=False)
    price: Money
    tax_basis_points: int
    wholesale: Money
    base_code: str
    base_name: str
    period: str

    @property
    def is_paid_once(self) -> bool:
        return self.period == "once"


@dataclass(frozen=True)
class ShopState:
    """All that decides what the shop's first page says: the shelf's version, and the face."""

    version: int
    face: str | None


def shop_state() -> ShopState:
    """Return what a kept page must agree with, in one statement."""
    return ShopState(*read_state())


def offers_on_sale() -> list[OfferCard]:
    """Return the offers on sale, in the order of the shelf, in one statement."""
    return [_card(row) for row in read_offers()]


def offer_card(*, code: str) -> OfferCard:
    """
    Return one offer on sale.

    :raises NotOnSale: there is none of that code, or it was withdrawn
    """
    row = Offer.objects.on_sale().filter(code=code).values(*COLUMNS).first()
    if row is None:
        raise NotOnSale(
            _("This offer is not on sale."), mend=_("Choose one of the offers in the shop.")
        )
    return _card(row)


def offer_to_order(*, code: str, at: datetime) -> OfferCard:
    """
    Return one offer that somebody new may buy at that moment.

    The shelf follows the telco's catalogue within seconds; whoever is faster is refused here.

    :raises NotOnSale: there is none, it was withdrawn, or the network does not allow it any more
    """
    card = offer_card(code=code)
    try:
        product = base_product(code=card.base_code, seller_kind=required_tenant().kind, at=at)
    except NoSuchProduct:
        product = None
    if what_stops(price=card.price, base_name=card.base_name, product=product):
        raise NotOnSale(
            _("This offer is no longer on sale."), mend=_("Choose one of the offers in the shop.")
        )
    return card


def offers_to_order(*, at: datetime) -> list[OfferCard]:
    """Return the offers that may be bought at that moment, in the order of the shelf."""
    tenant = required_tenant()
    if tenant.closes_at or tenant.suspended_at:
        return []
    stopped = stopped_offers(at=at)
    return [card for card in offers_on_sale() if card.code not in stopped]


def names_here(*, sold: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """
    Return what plans are called in the reader's language, by code and the name when sold.

    A name that its offer has in no language any more stays as it was sold.
    """
    rows = Offer.objects.filter(code__in={code for code, _name in sold})
    named = {
        row["code"]: (row["name"], row["translations"])
        for row in rows.values("code", "name", "translations")
    }
    return {
        (code, name): _said_here(name, *named[code]) if code in named else name
        for code, name in sold
    }


def _said_here(sold: str, first: str, translations: Translations) -> str:
    known = {first, *(words.get("name") for words in translations.values())}
    return in_this_language(translations, name=first)["name"] if sold in known else sold


def kind_of_offer(*, code: str) -> str:
    """Return the kind of an offer that is or was on sale; empty where there never was one."""
    return Offer.objects.filter(code=code).values_list("kind", flat=True).first() or ""


def stopped_offers(*, at: datetime) -> dict[str, str]:
    """Return what stops each offer on the shelf that may not be sold at that moment."""
    found = list(Offer.objects.on_sale().order_by("pk"))
    return {code: why for code, why in why_stopped(found, at=at).items() if why} if found else {}


def why_stopped(offers: Iterable[Offer], *, at: datetime) -> dict[str, str]:
    """Return in words, by code, what keeps each offer from being sold; empty when nothing does."""
    seller_kind = required_tenant().kind
    products = {one.code: one for one in base_products(seller_kind=seller_kind, at=at)}
    return {
        offer.code: what_stops(
            price=offer.price,
            base_name=offer.base_name,
            product=products.get(offer.base_code),
        )
        for offer in offers
    }


def offers_on(*, products: Mapping[str, BaseProduct | None]) -> dict[str, OffersOn]:
    """Return how many offers are on sale of each product, and how many it would stop."""
    counts: dict[str, OffersOn] = {}
    for offer in Offer.objects.on_sale().filter(base_code__in=products).order_by("pk"):
        product = products[offer.base_code]
        is_stopped = bool(what_stops(price=offer.price, base_name=offer.base_name, product=product))
        so_far = counts.get(offer.base_code, OffersOn(0, 0))
        counts[offer.base_code] = OffersOn(so_far.on_sale + 1, so_far.stopped + is_stopped)
    return counts


def stopped_count(*, since: datetime) -> int:
    """Count the offers that the network took off the shelf since then and nobody put back."""
    return Offer.objects.filter(stopped_at__gte=since).count()


def offer_counts() -> tuple[int, int]:
    """Return how many offers are on sale, and how many are drafts."""
    counts = Offer.objects.aggregate(
        on_sale=Count("pk", filter=Q(published_at__isnull=False, withdrawn_at=None)),
        drafts=Count("pk", filter=Q(published_at=None)),
    )
    return counts["on_sale"], counts["drafts"]


def _card(row: dict[str, Any]) -> OfferCard:
    currency = row["currency"]
    return OfferCard(
        code=row["code"],
        **in_this_language(row["translations"], name=row["name"], blurb=row["blurb"]),
        kind=row["kind"],
        allowances=row["allowances"],
        price=Money(row["price_minor"], currency),
        tax_basis_points=row["tax_basis_points"],
        wholesale=Money(row["wholesale_minor"], currency),
        base_code=row["base_code"],
        base_name=row["base_name"],
        period=row["period"],
    )
