"""How far an offer's price may go, and how many offers a shop may have."""

from typing import Any

from django.utils.translation import gettext as _

from catalog.storefront.models import Offer
from catalog.wholesale.queries import BaseProduct
from kith.errors import DomainError
from kith.money import Money
from kith.ui.formats import money_text

# A small shelf for those who sell to friends; operators and the telco itself have more.
ADD_ON = "addon"
MOST_OFFERS = {"reseller": 6, "operator": 24, "home": 24}


class OutsideCorridor(DomainError):
    """The price is below the floor or above the ceiling of its base product."""

    code = "offer.outside_corridor"


class AddOnAlone(DomainError):
    """An add-on belongs to a line, and is no line."""

    code = "offer.add_on_alone"


class TooManyOffers(DomainError):
    """The shelf is full."""

    code = "offer.too_many"


def check_kind(product: BaseProduct) -> None:
    """
    Accept what may be sold as a line of its own.

    :raises AddOnAlone: an add-on
    """
    if product.kind == ADD_ON:
        raise AddOnAlone(
            _("%(product)s is an add-on: it belongs to a line and is no line of its own.")
            % {"product": product.name},
            mend=_("Choose a plan."),
        )


def what_stops(*, price: Money, base_name: str, product: BaseProduct | None) -> str:
    """Return in words what keeps an offer from being sold today; empty when nothing does."""
    if product is None:
        return _("The telco no longer sells %(base)s. Who has it keeps it.") % {"base": base_name}
    if product.kind == ADD_ON:
        return _("%(base)s is an add-on: it is not sold as a line of its own.") % {
            "base": base_name
        }
    if price.currency != product.retail.currency or not product.floor <= price <= product.ceiling:
        return _("This price is outside the range that the network allows now. Set a new one.")
    return ""


def check_price(price: Money, product: BaseProduct) -> None:
    """
    Accept a price inside the corridor of its base product.

    :raises OutsideCorridor: too low, too high, or in another currency
    """
    if price.currency != product.retail.currency:
        raise OutsideCorridor(
            _("%(product)s is sold in %(currency)s.")
            % {"product": product.name, "currency": product.retail.currency},
            mend=_("Give the price in %(currency)s.") % {"currency": product.retail.currency},
        )
    if not product.floor <= price <= product.ceiling:
        raise OutsideCorridor(
            _("%(product)s cannot be sold at %(price)s.")
            % {"price": money_text(price), "product": product.name},
            mend=_("Choose a price from %(floor)s to %(ceiling)s.")
            % {"floor": money_text(product.floor), "ceiling": money_text(product.ceiling)},
        )


def check_room(seller_kind: str) -> None:
    """
    Accept one more offer on sale.

    :raises TooManyOffers: the shelf is full
    """
    most = MOST_OFFERS[seller_kind]
    if Offer.objects.on_sale().count() >= most:
        raise TooManyOffers(
            _("A shop of your kind has at most %(most)s offers.") % {"most": most},
            mend=_("Withdraw one first; a short shelf sells better."),
        )


def snapshot(product: BaseProduct) -> dict[str, Any]:
    """Return the columns of an offer that keep what its base product is and costs today."""
    return {
        "base_version": product.version,
        "base_name": product.name,
        "kind": product.kind,
        "allowances": product.allowances,
        "wholesale_minor": product.wholesale.minor,
        "tax_basis_points": product.tax_basis_points,
        "period": product.period,
    }
