"""How the API says no: one shape, whoever refuses, and always how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.defaults import server_error
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from kith.errors import DomainError
from kith.limits.allowances import TooOften

ROOT = "/tmf-api/"
DOCS = "See /api/docs."
# What REST framework raises -> our code, and what to do now.
SAID: dict[type[Exception], tuple[str, str]] = {
    exceptions.ParseError: ("request.unreadable", "Send one JSON object, in UTF-8."),
    exceptions.ValidationError: (
        "request.invalid",
        f"Correct what is named and send it again. {DOCS}",
    ),
    exceptions.NotAuthenticated: (
        "auth.missing",
        "Send “Authorization: Bearer TOKEN” with a token made at /my/tokens/, or sign in.",
    ),
    exceptions.AuthenticationFailed: (
        "auth.failed",
        "Make a token at /my/tokens/ on this very host, or leave the header out.",
    ),
    exceptions.PermissionDenied: (
        "auth.forbidden",
        "Ask with a token, or as a person, that may do this.",
    ),
    exceptions.NotFound: ("not_found", f"Check the address and the id. {DOCS}"),
    exceptions.MethodNotAllowed: ("method.not_allowed", f"Use a method that Allow names. {DOCS}"),
    exceptions.NotAcceptable: ("media.not_acceptable", "Accept application/json."),
    exceptions.UnsupportedMediaType: (
        "media.unsupported",
        "Send the body as application/json.",
    ),
    exceptions.Throttled: ("throttled", "Wait as many seconds as Retry-After says."),
}
OTHERWISE = ("refused", DOCS)
# How many faults one answer tells, and how many characters of each.
MOST_FAULTS, LONGEST_FAULT = 10, 300


class Unreadable(exceptions.APIException):
    """A question the API cannot read; says which part, and how to write it."""

    status_code = 400

    def __init__(self, code: str, reason: str, mend: str) -> None:
        super().__init__(reason)
        self.code, self.mend = code, mend


class Absent(exceptions.NotFound):
    """There is no such resource at this host; says where there may be one."""

    def __init__(self, mend: str) -> None:
        super().__init__("There is no such resource.")
        self.mend = mend


class NothingHere(APIView):
    """Answers for every address of the API that is none."""

    authentication_classes: tuple[type, ...] = ()
    permission_classes: tuple[type, ...] = ()
    schema = None
    mend = SAID[exceptions.NotFound][1]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """
        Refuse before anything else is asked.

        :raises Absent: always
        """
        raise Absent(self.mend)


def refuse(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal in the shape of TMF630; what nobody foresaw is left to Django."""
    if isinstance(error, DomainError):
        mend = error.mend or DOCS
        status, headers = 409, {}
        if isinstance(error, TooOften):
            status, headers = 429, {"Retry-After": str(ceil(error.wait.total_seconds()))}
        body = error_body(error.code, str(error), mend, status)
        return Response(body, status=status, headers=headers)
    if isinstance(error, Http404):
        error = exceptions.NotFound("There is nothing of that id here.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is None:
        return None
    code, mend = next((said for kind, said in SAID.items() if isinstance(error, kind)), OTHERWISE)
    code, mend = getattr(error, "code", code), getattr(error, "mend", mend)
    reason = _bounded(_sentences(error.detail))
    response.data = error_body(code, reason, mend, response.status_code)
    return response


def error_body(code: str, reason: str, mend: str, status: int) -> dict[str, str]:
    """Return one error as TMF630 draws it."""
    return {
        "code": code,
        "reason": reason,
        "message": mend,
        "status": str(status),
        "@type": "Error",
    }


def broken(request: HttpRequest) -> HttpResponse:
    """Answer for what nobody foresaw: in JSON to a program, as a page to a person."""
    if not request.path.startswith(ROOT):
        return server_error(request)
    mend = "Try again in a minute; with the same Idempotency-Key nothing is done twice."
    body = error_body("broken", "This is our fault, and we were told.", mend, 500)
    return JsonResponse(body, status=500)


def _bounded(sentences: Iterator[str]) -> str:
    """Join the first faults; whoever sent thousands mends those, and asks again."""
    told = list(islice(sentences, MOST_FAULTS + 1))
    more = ["and more of the kind"] if len(told) > MOST_FAULTS else []
    return "; ".join([*(each[:LONGEST_FAULT] for each in told[:MOST_FAULTS]), *more])


def _sentences(detail: Any, path: str = "") -> Iterator[str]:
    """Say each fault with the member it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            if name == "non_field_errors":
                yield from _sentences(inner, path)
            elif isinstance(name, int):
                yield from _sentences(inner, f"{path}[{name}]")
            else:
                yield from _sentences(inner, f"{path}.{name}".lstrip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _sentences(inner, path)
    else:
        yield f"{path}: {detail}" if path else str(detail)
