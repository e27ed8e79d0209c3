"""What a shop of the demo puts on its shelf: base products under words of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import slugify

from catalog.storefront.usecases.draft_offer import draft_offer
from catalog.storefront.usecases.publish_offer import publish_offer
from catalog.wholesale.queries import BaseProduct, base_products
from kith.errors import DomainError
from kith.money import Money
from kith.wall import required_tenant
from outside.demo.spanish import in_spanish

STEP_MINOR = 50


class ShelfEmpty(DomainError):
    code = "demo.shelf_empty"


@dataclass(frozen=True)
class Word:
    """How a plan is called, and which base product of its kind it is made from."""

    kind: str
    place: int
    name: str
    blurb: str


WORDS = {
    "prepaid": Word("prepaid", 0, "Pay as you go", "A month at a time, no promises either way."),
    "light": Word("monthly", 0, "Light", "Messages, maps, and calls when they matter."),
    "usual": Word("monthly", 1, "Everyday", "What most people here take, and keep."),
    "plenty": Word("monthly", 2, "Plenty", "For music on the bus and films on the sofa."),
    "endless": Word("monthly", -1, "Without end", "Nobody looks at a meter again."),
    "data": Word("data", 0, "Data only", "For the tablet, the laptop, the till."),
    "family": Word("family", 0, "Two of us", "Two lines, one bill."),
    "big family": Word("family", -1, "All of us", "One bill for everybody at the table."),
}


def offer_code(plan: str) -> str:
    """Return the code a plan's offer gets from its name."""
    return slugify(WORDS[plan].name)


def fill_shelf(*, plans: Iterable[str], factor: int, at: datetime) -> None:
    """
    Draft and publish an offer for each plan, at so many hundredths of the list price.

    :raises ShelfEmpty: the telco's catalogue has no product of a kind
    """
    products = base_products(seller_kind=required_tenant().kind, at=at)
    for plan in plans:
        word = WORDS[plan]
        product = _picked(products, word)
        offer = draft_offer(
            base_code=product.code,
            name=word.name,
            blurb=word.blurb,
            translations=in_spanish(name=word.name, blurb=word.blurb),
            price=_price(product, factor),
            at=at,
        )
        publish_offer(code=offer.code, at=at)


def _picked(products: Iterable[BaseProduct], word: Word) -> BaseProduct:
    fitting = [one for one in products if one.kind == word.kind and one.period == "month"]
    fitting.sort(key=lambda one: (one.retail.minor, one.code))
    if not fitting:
        raise ShelfEmpty(
            f"The catalogue has no monthly product of the kind “{word.kind}”.",
            mend="Import the demo's catalogue first.",
        )
    return fitting[word.place if word.place < len(fitting) else -1]


def _price(product: BaseProduct, factor: int) -> Money:
    """Return a round price near that share of the list price, inside the corridor."""
    wanted = product.retail.minor * factor // 100
    if factor != 100:
        wanted = round(wanted / STEP_MINOR) * STEP_MINOR
    minor = min(max(wanted, product.floor.minor), product.ceiling.minor)
    return Money(minor, product.retail.currency)
