"""What every request of the API passes first, and what every answer passes last."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, JsonResponse

from kith.api.errors import DOCS, error_body

logger = logging.getLogger(__name__)

ADDRESS = re.compile(r"/tmf-api(/|\Z)")
# An order with every member that the standard knows has a few kilobytes.
LARGEST_BODY = 64 * 1024
# A hundred ids, which is the longest page, fit.
LONGEST_QUERY = 4_000
REQUEST_ID = "X-Request-Id"
GOOD_ID = re.compile(r"[A-Za-z0-9._:-]{1,100}\Z")
JSON = "application/json"
# What is refused before the API itself is asked, by its status: who refused wrote a page.
OUTSIDE = {
    400: ("request.refused", "This request cannot be read.", f"Check address and headers. {DOCS}"),
    403: ("auth.forbidden", "This is not for you.", "Ask with a token that may do this."),
    404: (
        "host.unknown",
        "No shop answers at this host.",
        "Ask at a shop's own host, as its pages stand there.",
    ),
    413: (
        "request.too_large",
        f"The body has more than {LARGEST_BODY // 1024} kB.",
        "Send less in one request, without what you do not need.",
    ),
    414: (
        "query.too_long",
        f"The question has more than {LONGEST_QUERY} characters.",
        "Ask for fewer values at once, in several requests.",
    ),
    500: (
        "broken",
        "This is our fault, and we were told.",
        "Try again in a minute; with the same Idempotency-Key nothing is done twice.",
    ),
}


class EntranceMiddleware:
    """
    Answer every request of the API in JSON, whoever refuses it, and give each a name.

    What is too large is refused here, before anybody reads it. Hosts that are none of ours, broken
    headers and whatever else is refused on the way in were answered with a page for people.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not ADDRESS.match(request.path):
            return self.get_response(request)
        too_much = _too_much(request)
        answer = _told(too_much) if too_much else self.get_response(request)
        name = _name(request)
        if answer.status_code >= 400:
            if not answer.headers.get("Content-Type", "").startswith(JSON):
                answer = _as_json(answer)
            _note(request, answer, name)
        answer[REQUEST_ID] = name
        return answer


def _too_much(request: HttpRequest) -> int | None:
    """Return the status by which the request is refused unread."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    if said.isascii() and said.isdigit() and int(said[:20]) > LARGEST_BODY:
        return 413
    return 414 if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY else None


def _told(status: int) -> JsonResponse:
    code, reason, mend = OUTSIDE.get(status, OUTSIDE[400 if status < 500 else 500])
    return JsonResponse(error_body(code, reason, mend, status), status=status)


def _as_json(page: HttpResponse) -> HttpResponse:
    """Return the same refusal with the same headers, told to a program."""
    told = _told(page.status_code)
    for name, value in page.headers.items():
        if name.lower() not in ("content-type", "content-length", "content-encoding"):
            told[name] = value
    return told


def _name(request: HttpRequest) -> str:
    """Return what the program called its request, or a name of ours."""
    given = request.headers.get(REQUEST_ID, "")
    return given if GOOD_ID.match(given) else uuid4().hex


def _note(request: HttpRequest, answer: HttpResponse, name: str) -> None:
    """Log a refusal, so that whoever tells its name can be told why."""
    if answer.status_code != 429:
        code = json.loads(answer.content).get("code", "") if answer.content else ""
        asked = f"{request.method} {request.path[:200]!r}"
        logger.info("%s was refused: %s %s, request %s", asked, answer.status_code, code, name)
