"""While the demo lives its first year, or a month ahead, each page says how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from outside.demo.web.how_far import how_far

# Beneath the head of a page, in the frame of its content; what is no whole page has none.
_CONTENT = re.compile(rb"<main\b[^>]*>")


class YearBarMiddleware:
    """Around all that keeps or reads a page: the bar is of this moment, and of no kept page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            return answer
        words = how_far()
        if not words:
            return answer
        with translation.override(answer.get("Content-Language") or settings.LANGUAGE_CODE):
            bar = render_to_string("demo/year_bar.html", words)
        answer.content = _CONTENT.sub(
            lambda found: found.group() + bar.encode(), answer.content, count=1
        )
        if "Content-Length" in answer:
            answer["Content-Length"] = str(len(answer.content))
        # A page with the bar is another a moment later.
        del answer["ETag"]
        return answer
