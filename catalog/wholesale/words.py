"""How base products, and what an import changes about them, are said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.allowances import allowance_words
from catalog.wholesale.differences import Difference
from kith.money import Money
from kith.ui.formats import NOTHING, moment_text, money_text, number_text


def kind_word(kind: str) -> str:
    return {
        "prepaid": _("Prepaid"),
        "monthly": _("Monthly plan"),
        "data": _("Data only"),
        "family": _("Family plan"),
        "addon": _("Add-on"),
    }.get(kind, kind)


def difference_words(difference: Difference) -> tuple[str, str, str, str]:
    """Return whose difference it is, what it is about, how that is now and how it would be."""
    name = {
        "on_sale": _("On sale"),
        "name": _("Name"),
        "kind": _("Kind"),
        "summary": _("Summary"),
        "allowances": _("Included"),
        "retail": _("Retail price"),
        "tax_basis_points": _("Tax"),
        "period": _("Charged"),
        "sold_from": _("Sold from"),
        "sold_until": _("Sold until"),
    }[difference.what]
    before, after = (
        _said(difference.what, value) for value in (difference.before, difference.after)
    )
    return difference.code, name, before, after


def _said(what: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Money):
        said = money_text(value)
        return _("Yes, at %(price)s") % {"price": said} if what == "on_sale" else said
    if isinstance(value, datetime):
        return moment_text(value)
    if what == "allowances":
        return ", ".join(allowance_words(value)) or NOTHING
    if what == "kind":
        return kind_word(value)
    if what == "period":
        return {"month": _("Each month"), "week": _("Each week"), "once": _("Once")}[value]
    if what == "tax_basis_points":
        return f"{number_text(value / 100)}%"
    return str(value) if value else NOTHING
