"""Ask once more who it is before money moves or power changes hands."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tenants.accounts.queries import has_second_factor


def asks_again(view: Callable[..., HttpResponse]) -> Any:
    """
    Let a form through to whoever proved a short while ago who they are.

    Anybody else does so now: by their second factor where they have one, else by their password.
    Then the form they sent goes on by itself. A session alone, left open or stolen, moves nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        person: Any = request.user
        has_second = has_second_factor(person_id=person.pk)
        if _proved_lately(request, ("mfa",) if has_second else ("mfa", "password")):
            return view(request, *args, **kwargs)
        door = "mfa_reauthenticate" if has_second else "account_reauthenticate"
        return suspend_request(request, reverse(door))

    return guarded


def _proved_lately(request: HttpRequest, by: tuple[str, ...]) -> bool:
    person: Any = request.user
    since = time.time() - settings.KITH_PROVED_FOR.total_seconds()
    records = get_authentication_records(request, person)
    return any(record["method"] in by and record["at"] > since for record in records)
