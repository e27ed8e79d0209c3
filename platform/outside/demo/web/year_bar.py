"""While the demo lives its first year, or a month ahead, each page says how far it is."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation

from outside.demo.notes import MONTH_DAYS, MONTHS, noted_clock, noted_year

# Beneath the head of a page, in the frame of its content; what is no whole page has none.
_CONTENT = re.compile(rb"<main\b[^>]*>")


class YearBarMiddleware:
    """Around all that keeps or reads a page: the bar is of this moment, and of no kept page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._is_over = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            return answer
        words = self._year() or _month()
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

    def _year(self) -> dict[str, object]:
        """Return what the bar says of the first year; once it is over, nothing for ever."""
        if self._is_over:
            return {}
        year = noted_year(settings.KITH_STATE_DIR)
        if year is None or year.is_over:
            self._is_over = year is not None
            return {}
        return {"lived": year.lived, "months": MONTHS}


def _month() -> dict[str, object]:
    """Return what the bar says of a month ahead while it is lived."""
    clock = noted_clock(settings.KITH_STATE_DIR)
    if not clock.is_moving:
        return {}
    return {"day": clock.day, "days": MONTH_DAYS, "today": timezone.now()}
