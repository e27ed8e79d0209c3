"""
Where a form was sent to, asked for as a page.

A form that is refused is answered at the address it was sent to. Whoever then changes the language,
searches, opens a new tab or comes back to that address asks for a page where there is none: they
are led to the one it belongs to, and never see the browser's own "405".
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

WRONG_METHOD = 405


class LedBackMiddleware:
    """Lead whoever looks at an address that only takes forms to the page above it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != WRONG_METHOD or request.method not in ("GET", "HEAD"):
            return answer
        # A program is told that it asked in the wrong way.
        if "text/html" not in request.headers.get("Accept", ""):
            return answer
        above = page_above(request.path)
        return redirect(above) if above != request.path else answer


def page_above(path: str) -> str:
    """
    Return the nearest page above an address, as a bill is above its refunds.

    It is of the same thing: what an order's token stands in is no page of an offer. Where it, too,
    only takes forms, whoever looks there is led further up. The addresses are those of the host
    that was asked.
    """
    known = _names_in(path)
    while path != "/":
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
        try:
            if _names_in(path) <= known:
                break
        except Resolver404:
            continue
    return path


def _names_in(path: str) -> set[str]:
    """Return what an address names: `code`, `token`."""
    return set(resolve(path).kwargs)
