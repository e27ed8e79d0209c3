"""Money: amounts, prices, offers, and who gets what of one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kith.money import Money
from kith.ui.components.building import one_of
from kith.ui.components.values import money_html
from kith.ui.shapes import Part

register = template.Library()
PERIODS = ("month", "week", "once", "")
PART_TONES = ("tax", "wholesale", "platform", "seller", "sponsor", "rounding")


class PartsDoNotSum(ValueError):
    """The parts of a split are not the whole: showing them would be a lie."""


@register.simple_tag
def money(*, amount: Money | None, is_signed: bool = False) -> SafeString:
    """An amount with its currency; nothing for no amount."""
    return SafeString("") if amount is None else money_html(amount, is_signed=is_signed)


@register.inclusion_tag("components/price.html")
def price(
    *, amount: Money, period: str = "month", note: str = "", size: str = "m"
) -> dict[str, Any]:
    """What a buyer pays, all in, and how often."""
    one_of(tag="price", argument="size", value=size, allowed=("m", "l"))
    return {"amount": money_html(amount), "every": _every(period), "note": note, "size": size}


@register.inclusion_tag("components/offer_card.html")
def offer_card(
    *,
    name: str,
    price: Money,
    href: str,
    label: str,
    period: str = "month",
    allowances: Sequence[str] = (),
    blurb: str = "",
    why: str = "",
    badge: str = "",
    is_best: bool = False,
    level: int = 3,
) -> dict[str, Any]:
    """What a storefront sells; `why` says what it means for this reader."""
    one_of(tag="offer_card", argument="level", value=str(level), allowed=("2", "3"))
    return {
        "name": name,
        "amount": money_html(price),
        "every": _every(period),
        "href": href,
        "label": label,
        "allowances": allowances,
        "blurb": blurb,
        "why": why,
        "badge": badge,
        "is_best": is_best,
        "level": level,
    }


@register.inclusion_tag("components/split_bar.html")
def split_bar(*, title: str, parts: Sequence[Part], total: Money) -> dict[str, Any]:
    """
    Who gets what of one amount, as a bar and a list that sums to it.

    :raises PartsDoNotSum: the parts are not the total
    """
    together = sum((part.amount.minor for part in parts), 0)
    if together != total.minor:
        raise PartsDoNotSum(f"the parts make {together}, the total is {total.minor}")
    width = sum(abs(part.amount.minor) for part in parts) or 1
    drawn, start = [], 0.0
    for at, part in enumerate(parts):
        share = 100 * abs(part.amount.minor) / width
        tone = one_of(
            tag="split_bar",
            argument="tone",
            value=part.tone or PART_TONES[at % len(PART_TONES)],
            allowed=PART_TONES,
        )
        drawn.append(
            {
                "label": part.label,
                "note": part.note,
                "tone": tone,
                "start": f"{start:.3f}%",
                "width": f"{share:.3f}%",
                "amount": money_html(part.amount),
            }
        )
        start += share
    return {"title": title, "parts": drawn, "total": money_html(total)}


def _every(period: str) -> str:
    one_of(tag="price", argument="period", value=period, allowed=PERIODS)
    words = {"month": _("a month"), "week": _("a week"), "once": _("once"), "": ""}
    return words[period]
