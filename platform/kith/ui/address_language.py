"""
A page in the language its address asks for: `?hl=es`.

Search engines have no cookie and show each reader the page in their own language, so each language
has an address. Who reads on chooses with the switch at the foot, which is kept.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

IN_ADDRESS = "hl"


class AddressLanguageMiddleware:
    """Let the address decide, behind Django's own LocaleMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(IN_ADDRESS, "")
        if asked not in dict(settings.LANGUAGES):
            return self.get_response(request)
        with translation.override(asked):
            request.LANGUAGE_CODE = asked
            answer = self.get_response(request)
        answer.headers["Content-Language"] = asked
        return answer


def in_this_language(path: str) -> str:
    """Return a path that is answered in the language spoken now, whoever asks for it."""
    return f"{path}?{IN_ADDRESS}={translation.get_language()}"
