"""The corridor of a price as people say it."""

from django.utils.translation import gettext as _

from catalog.wholesale.queries import BaseProduct
from kith.ui.formats import money_text


def corridor_words(product: BaseProduct) -> str:
    """Return between which prices a base product may be sold."""
    low, high = money_text(product.floor), money_text(product.ceiling)
    return _("From %(low)s to %(high)s, all taxes included.") % {"low": low, "high": high}
