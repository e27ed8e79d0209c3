"""The page for whoever asks more often than anybody needs to."""

import math
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kith.limits.waiting import wait_in_words

# What the sign-in library counts, it counts by the minute.
A_MINUTE = timedelta(minutes=1)


def too_often(request: HttpRequest, wait: timedelta = A_MINUTE) -> HttpResponse:
    """Say when to try again, to people in words and to programs in Retry-After."""
    response = render(
        request,
        "429.html",
        {"wait": wait_in_words(wait)},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    response["Retry-After"] = str(max(1, math.ceil(wait.total_seconds())))
    response["Cache-Control"] = "no-store"
    return response
