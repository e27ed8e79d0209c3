"""What neither a page nor a table can hold is refused in one place, before anybody looks at it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

from kith.api.errors import ROOT
from kith.chunked import ENDLESS

# PostgreSQL keeps no text with this in it, and nobody types it.
NUL = "\x00"


class ReadableMiddleware(MiddlewareMixin):
    """Answer 400 to an address, a cookie or a form with a NUL byte in it."""

    def process_request(self, request: HttpRequest) -> None:
        """
        Look at what stands in every request for a page.

        :raises BadRequest: nobody can read it
        :raises RequestDataTooBig: it came in chunks, and there were more than we hold
        """
        if request.META.get(ENDLESS):
            raise RequestDataTooBig("the chunks of the body did not end")
        _refuse_unreadable(request.COOKIES.values())
        # An API says in its own words, and in its own shape, what it cannot read.
        if not request.path.startswith(ROOT):
            _refuse_unreadable([request.path, *_words(request.GET)])

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """
        Look at a form once its view is known: who signs what they send has the body read there.

        :raises BadRequest: nobody can read it
        """
        if request.method == "POST" and not getattr(view, "csrf_exempt", False):
            _refuse_unreadable(_words(request.POST))


def without_unreadable(value: Any) -> Any:
    """Return what was read from JSON as a table can hold it: no NUL, no half of a character."""
    if isinstance(value, str):
        return value.replace(NUL, "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [without_unreadable(each) for each in value]
    if isinstance(value, dict):
        return {without_unreadable(key): without_unreadable(kept) for key, kept in value.items()}
    return value


def _words(asked: Any) -> Iterable[str]:
    for name, values in asked.lists():
        yield name
        yield from values


def _refuse_unreadable(texts: Iterable[str]) -> None:
    if any(NUL in text for text in texts):
        raise BadRequest("a NUL byte is no part of any text")
