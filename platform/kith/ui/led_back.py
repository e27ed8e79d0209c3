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
    Return the nearest address above at which something answers, as a bill above its refunds.

    Where that, too, only takes forms, whoever looks there is led further up. The addresses are
    those of the host that was asked.
    """
    while path != "/":
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
        try:
            resolve(path)
        except Resolver404:
            continue
        break
    return path
