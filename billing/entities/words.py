"""A company in the words and lines that papers and pages print."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.entities.sellers import Seller
from kith.ui.formats import country_name


def block_of(seller: Seller) -> list[str]:
    """Return who sells, line by line as on an envelope, with the numbers beneath."""
    return [
        seller.legal_name,
        *seller.address,
        country_name(seller.country),
        _("VAT number %(number)s") % {"number": seller.tax_number},
        *([seller.registration] if seller.registration else []),
    ]
