"""Allowances and periods as people say them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.wholesale.queries import BaseProduct
from kith.ui.formats import money_text

MB_IN_A_GB = 1024


def allowance_words(allowances: dict[str, Any]) -> list[str]:
    """Return what an offer includes, a short line each."""
    lines = []
    if "data_mb" in allowances:
        lines.append(_traffic(allowances["data_mb"]))
    if "minutes" in allowances:
        minutes = allowances["minutes"]
        lines.append(
            _("Calls without limit")
            if minutes is None
            else ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
        )
    if "texts" in allowances and allowances["texts"] is None:
        lines.append(_("Texts without limit"))
    elif allowances.get("texts"):
        lines.append(
            ngettext("%(n)d text", "%(n)d texts", allowances["texts"]) % {"n": allowances["texts"]}
        )
    if "roaming_mb" in allowances and allowances["roaming_mb"] is None:
        lines.append(_("Data abroad without limit"))
    elif allowances.get("roaming_mb"):
        lines.append(_("%(data)s abroad") % {"data": size(allowances["roaming_mb"])})
    if (allowances.get("lines") or 1) > 1:
        lines.append(_("Shared by %(n)d numbers") % {"n": allowances["lines"]})
    return lines


def _traffic(megabytes: int | None) -> str:
    return _("Data without limit") if megabytes is None else size(megabytes)


def size(megabytes: int) -> str:
    """Return an amount of data in the larger unit that keeps it whole."""
    if megabytes >= MB_IN_A_GB and megabytes % MB_IN_A_GB == 0:
        return f"{megabytes // MB_IN_A_GB} GB"
    return f"{megabytes} MB"


def corridor_words(product: BaseProduct) -> str:
    """Return between which prices a base product may be sold."""
    low, high = money_text(product.floor), money_text(product.ceiling)
    return _("From %(low)s to %(high)s, all taxes included.") % {"low": low, "high": high}
