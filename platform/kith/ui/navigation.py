"""Each face's navigation: apps' pages are named in config, shown by permission."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from kith.permissions import allowed
from kith.wall.addresses import address_of

FACES = ("shop", "my", "desk", "staff", "network")
_entries: dict[str, list[NavItem]] = {face: [] for face in FACES}


@dataclass(frozen=True)
class NavItem:
    url_name: str
    label: str | Promise
    icon: str
    permission: str | None = None
    order: int = 100
    # Addresses beside its own whose pages belong to it: a statement to the settlement.
    also: tuple[str, ...] = ()
    # Whom it is for, where no role says so.
    is_for: Callable[[HttpRequest], bool] | None = None
    # Whether the page stands on the network's own host, whichever shop links to it.
    is_networks: bool = False


@dataclass(frozen=True)
class NavLink:
    href: str
    label: str
    icon: str
    is_current: bool


def register_nav(*, face: str, items: Iterable[NavItem]) -> None:
    """Put entries into a face's navigation; the same page again replaces its entry."""
    fresh = {item.url_name: item for item in items}
    kept = [item for item in _entries[face] if item.url_name not in fresh]
    _entries[face] = sorted([*kept, *fresh.values()], key=lambda item: (item.order, item.url_name))


def nav_links(*, face: str, request: HttpRequest) -> list[NavLink]:
    """Return what this person may open here, the page they are on marked."""
    found = []
    for item in _entries[face]:
        href = _networks_href(item.url_name) if item.is_networks else href_of(item.url_name)
        if href and _may_see(item, request):
            found.append((href, item))
    here = _here(request.path, found)
    return [NavLink(href, str(item.label), item.icon, href == here) for href, item in found]


def _here(path: str, found: list[tuple[str, NavItem]]) -> str | None:
    """Return the entry that names this page the most closely."""
    under = {
        prefix: href
        for href, item in found
        for prefix in (href, *item.also)
        if _is_under(path, prefix)
    }
    return under[max(under, key=len)] if under else None


def label_of(*, face: str, path: str) -> str:
    """Return what the entry is called whose page this is, or that of a page under it."""
    under = {
        prefix: item
        for item in _entries[face]
        if not item.is_networks
        for prefix in (href_of(item.url_name), *item.also)
        if prefix and _is_under(path, prefix)
    }
    return str(under[max(under, key=len)].label) if under else ""


def href_of(url_name: str, *args: object) -> str:
    """Return the address of a page on this host, empty where it is not served."""
    try:
        return reverse(url_name, args=args)
    except NoReverseMatch:
        return ""


def _networks_href(url_name: str) -> str:
    return address_of(settings.NETWORK_HOST, reverse(url_name, urlconf=settings.ROOT_URLCONF))


def _may_see(item: NavItem, request: HttpRequest) -> bool:
    if item.permission is not None and not allowed(request, item.permission):
        return False
    return item.is_for is None or item.is_for(request)


def _is_under(path: str, href: str) -> bool:
    if href.count("/") <= 1:
        return path == href
    return path == href or path.startswith(href if href.endswith("/") else f"{href}/")
