"""How base products, and what an import changes about them, are said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from catalog.wholesale.allowances import allowance_words
from catalog.wholesale.differences import Difference, Sold
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
    if isinstance(value, Sold):
        return _sold_words(value)
    if isinstance(value, Money):
        return money_text(value)
    if isinstance(value, datetime):
        return moment_text(value)
    if what == "allowances":
        return ", ".join(allowance_words(value)) or NOTHING
    if what == "kind":
        return kind_word(value)
    if what == "period":
        return _period_word(value)
    if what == "tax_basis_points":
        return rate_text(value)
    return str(value) if value else NOTHING


def rate_text(basis_points: int) -> str:
    return f"{number_text(basis_points / 100)}%"


def unsold_words(because: str) -> str:
    """Say why an offering is kept and not sold."""
    return {
        "not_active": _("It is not active."),
        "not_sellable": _("The telco does not sell it by itself."),
        "no_price": _("It has no price."),
        "several_prices": _("It has more than one price, and a buyer is shown one total."),
        "price_not_read": _("The type of one of its prices is not understood."),
        "price_not_there": _("One of its prices is missing, not in force or without an amount."),
        "other_rhythm": _("It is charged neither monthly, weekly nor once."),
        "no_tax_rate": _("Its price names no tax rate."),
        "term": _("It binds the buyer for longer than is paid ahead, and no shop sells that yet."),
        "several_values": _("What it holds has several values, and none is marked as the one."),
        "other_rhythm_of_use": _("What it holds is counted in another rhythm than its price."),
        "doubtful": _("Something it says can no longer be read surely. Import it again."),
    }[because]


def _period_word(period: str) -> str:
    return {"month": _("Each month"), "week": _("Each week"), "once": _("Once")}[period]


def _sold_words(sold: Sold) -> str:
    held = ", ".join(allowance_words(sold.allowances)) or NOTHING
    return _("Yes, at %(price)s (%(period)s, %(rate)s tax in it), with %(held)s") % {
        "price": money_text(sold.retail),
        "period": _period_word(sold.period).lower(),
        "rate": rate_text(sold.tax_basis_points),
        "held": held,
    }
