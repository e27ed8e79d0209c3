"""
Answer strangers from the page this process keeps.

Most visits to a shop are a stranger's look at its first page. What that page says is decided by
the shelf's version, the shop's face, the language and the theme: they make its tag. So one
statement tells whether a kept page is still true, before anything of a session, a reader or a form
is made ready. A reader who is signed in has pages of their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language_from_request

from catalog.storefront.queries import ShopState, shop_state
from kith.ui.bundle import script_bundle, style_bundle
from kith.wall import TenantRef
from kith.wall.cache import cached, remember
from kith.wall.middleware import host_of
from tenants.registry.questions import legal_seller

KEPT_SECONDS = 3600


class KeptPageMiddleware:
    """Stand between the wall and whatever makes a request somebody's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        tenant = request.tenant
        if tenant is None or not _is_a_strangers_look(request):
            return self.get_response(request)
        request.shop_state = shop_state()
        tag = _tag(request, tenant, request.shop_state)
        kept: Any = cached(f"page:{tag}", store="process")
        if kept is None:
            answer = self.get_response(request)
            if answer.status_code != 200 or answer.cookies:
                return answer
            kept = _keep(answer, tag)
        content, headers = kept
        answer = HttpResponse(content, headers=headers)
        # A browser's or a proxy's way of naming tags is Django's to read: weak ones, and lists.
        return get_conditional_response(request, etag=tag, response=answer) or answer


def state_of(request: HttpRequest) -> ShopState:
    """Return what decides the page, read once a request."""
    return getattr(request, "shop_state", None) or shop_state()


def _is_a_strangers_look(request: HttpRequest) -> bool:
    # Menus and messages differ by reader, links by query: those pages are nobody else's.
    return (
        request.path == "/"
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "messages" not in request.COOKIES
        and not settings.DEBUG
    )


def _tag(request: HttpRequest, tenant: TenantRef, state: ShopState) -> str:
    parts = (
        tenant,
        # The page names its own address.
        host_of(request),
        state,
        # The page names who sells.
        legal_seller(),
        get_language_from_request(request),
        request.COOKIES.get("kith_theme", ""),
        _release(),
    )
    return f'"{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"'


@lru_cache(maxsize=1)
def _release() -> str:
    """Return what changes with the house's own templates, styles and scripts."""
    made = hashlib.sha256(f"{style_bundle().digest}{script_bundle().digest}".encode())
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for path in sorted(Path(folder).rglob("*.html")):
            made.update(path.read_bytes())
    return made.hexdigest()


def _keep(answer: HttpResponse, tag: str) -> tuple[bytes, dict[str, str]]:
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Cookie", "Accept-Language"])
    kept = (answer.content, dict(answer.headers))
    remember(f"page:{tag}", kept, seconds=KEPT_SECONDS, store="process")
    return kept
