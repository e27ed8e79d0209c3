"""Show any value a page hands over: money, times, badges, links or words."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kith.money import Money
from kith.ui.formats import NOTHING, date_text, local, moment_text, money_text, number_text
from kith.ui.shapes import Link, Tagged
from kith.ui.whole import kept_whole


def shown(value: Any) -> SafeString:
    """Return the value as the reader's locale writes it, escaped unless already safe."""
    if value is None or value == "":
        return format_html('<span class="quiet">{}</span>', NOTHING)
    if isinstance(value, Money):
        return money_html(value)
    if isinstance(value, Tagged):
        return format_html('<span class="badge badge-{}">{}</span>', value.tone, value.text)
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.href, kept_whole(value.text))
    if isinstance(value, datetime):
        return time_html(value)
    if isinstance(value, date):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), date_text(value))
    if isinstance(value, bool):
        return SafeString(_("Yes") if value else _("No"))
    if isinstance(value, int | float):
        return format_html('<span class="num">{}</span>', number_text(value))
    return kept_whole(str(value) if isinstance(value, Promise) else value)


def money_html(amount: Money, *, is_signed: bool = False) -> SafeString:
    """Return the amount in digits of one width, never broken over a line."""
    tone = " money-negative" if amount.minor < 0 else ""
    text = money_text(amount, is_signed=is_signed)
    return format_html('<span class="money{}">{}</span>', tone, text)


def time_html(at: datetime, text: str = "", zone: str = "") -> SafeString:
    """Return the instant in these words, else its date and hour; a narrow row drops the hour."""
    whole = moment_text(at, zone)
    day = date_text(local(at, zone))
    words = text or format_html('{}<span class="hour">{}</span>', day, whole.removeprefix(day))
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), whole, words)


def looked_up(row: Any, key: str) -> Any:
    """Return a row's value: a mapping's key or an attribute, dots follow attributes."""
    value = row
    for name in key.split("."):
        value = value.get(name) if isinstance(value, dict) else getattr(value, name)
        if callable(value):
            value = value()
    return value
