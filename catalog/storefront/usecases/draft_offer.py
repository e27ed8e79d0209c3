"""Make an offer from a base product; nobody sees it yet."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from catalog.storefront.corridor import check_kind, check_price, snapshot
from catalog.storefront.models import Offer
from catalog.wholesale.queries import base_product
from kith.errors import DomainError
from kith.money import Money
from kith.translated import NONE, Translations, worth_keeping
from kith.wall import required_tenant

# Words that the desk's own addresses use where an offer's code would stand.
RESERVED = {"new", "pick", "margin"}


class NameTaken(DomainError):
    """Another offer of this shop has that name."""

    code = "offer.name_taken"


@transaction.atomic
def draft_offer(
    *,
    base_code: str,
    name: str,
    blurb: str,
    price: Money,
    at: datetime,
    translations: Translations = NONE,
) -> Offer:
    """
    Draft an offer; the same draft again returns the first.

    `translations` are its name and blurb in further languages.

    :raises AddOnAlone: the base product is an add-on
    :raises NoSuchProduct: the base product is not on sale
    :raises OutsideCorridor: the price is below the floor or above the ceiling
    :raises NameTaken: another offer here has that name
    """
    product = base_product(code=base_code, seller_kind=required_tenant().kind, at=at)
    check_kind(product)
    check_price(price, product)
    code, translations = _code(name, product.code), worth_keeping(translations)
    if known := Offer.objects.filter(code=code).first():
        said = (known.base_code, known.price, known.blurb, known.translations)
        if said == (base_code, price, blurb, translations):
            return known
        raise NameTaken(
            _("There is an offer named “%(name)s”.") % {"name": known.name},
            mend=_("Choose another name."),
        )
    last = Offer.objects.order_by("-position").values_list("position", flat=True).first() or 0
    return Offer.objects.create(
        code=code,
        base_code=product.code,
        name=name,
        blurb=blurb,
        translations=translations,
        price_minor=price.minor,
        currency=price.currency,
        position=last + 1,
        drafted_at=at,
        **snapshot(product),
    )


def _code(name: str, base_code: str) -> str:
    code = slugify(name)[:54].strip("-") or slugify(base_code)[:54].strip("-") or "offer"
    return f"{code}-offer" if code in RESERVED else code
