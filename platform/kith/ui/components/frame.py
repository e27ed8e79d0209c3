"""The frame around a page: the mark, menus, tab bars, the switches at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kith.ui.navigation import NavLink

register = template.Library()
TABS_SHOWN = 5


@register.inclusion_tag("components/site_mark.html")
def site_mark(*, name: str, href: str, logo: str = "", note: str = "") -> dict[str, Any]:
    """Whose page this is, and the way home."""
    return {"name": name, "href": href, "logo": logo, "note": note}


@register.inclusion_tag("components/menu.html", takes_context=True)
def menu(
    context: template.Context, *, links: Sequence[NavLink], label: str, has_tabs: bool = False
) -> dict[str, Any]:
    """A bar's links; on a phone they fold away, or stand in a tab bar below."""
    is_signed_in = _is_signed_in(context)
    # Within one's account its first page stands among the links.
    account = "" if has_tabs else _account_page(context)
    return {
        "links": links or (),
        "label": label,
        "has_tabs": has_tabs,
        "is_signed_in": is_signed_in,
        "account_href": _address(account if is_signed_in else "account_login"),
        "account_label": _("My account") if is_signed_in else _("Sign in"),
    }


def _account_page(context: template.Context) -> str:
    """
    Name the first page of one's account here; none where one is on it.

    The network's own host has no lines: its first page, the path, stands among the links already.
    """
    request = context.get("request")
    page = "my-home" if getattr(request, "tenant", None) else "my-profile"
    return "" if request is None or request.path == _address(page) else page


@register.inclusion_tag("components/side_nav.html")
def side_nav(*, links: Sequence[NavLink], label: str) -> dict[str, Any]:
    """A work tool's pages beside the page, on a wide screen."""
    return {"links": links or (), "label": label}


@register.inclusion_tag("components/tab_bar.html")
def tab_bar(*, links: Sequence[NavLink], label: str) -> dict[str, Any]:
    """The same pages under the thumb, on a phone; what does not fit stands under More."""
    links = list(links or ())
    shown = links if len(links) <= TABS_SHOWN else links[: TABS_SHOWN - 1]
    rest = links[len(shown) :]
    return {
        "first": shown,
        "rest": rest,
        "label": label,
        "is_in_rest": any(link.is_current for link in rest),
    }


@register.inclusion_tag("components/foot_switches.html", takes_context=True)
def foot_switches(context: template.Context) -> dict[str, Any]:
    """Theme, language, and the way out."""
    return {
        "request": context.get("request"),
        "theme": context.get("theme", ""),
        "csrf_token": context.get("csrf_token"),
        "sign_out_href": _address("account_logout") if _is_signed_in(context) else "",
    }


@register.inclusion_tag("components/shop_link.html")
def shop_link() -> dict[str, Any]:
    """From the desk to what buyers see."""
    return {}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _is_signed_in(context: template.Context) -> bool:
    user = getattr(context.get("request"), "user", None)
    return bool(user and user.is_authenticated)
