"""Ask once more who it is before money moves or power changes hands."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal.httpkit import deserialize_request, serialize_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse

from kith.ui.led_back import page_above
from kith.wall import in_public, in_tenant
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
        return keep_for_later(request, reverse(door))

    return guarded


def go_on(request: HttpRequest, kept: dict[str, Any]) -> HttpResponse:
    """
    Answer a form that was kept, on the side of the wall that its host is of.

    Called by allauth once the person proved who they are: among the accounts, which are the
    platform's own on every host. A form that was kept for another page, or too long ago, leads to
    the page only.
    """
    page = get_next_redirect_url(request) or kept["page"]
    if page != kept["page"] or kept["at"] < _proofs_begin():
        return redirect(page)
    form = deserialize_request(kept["form"], request)
    door = resolve(form.path)
    tenant = getattr(request, "tenant", None)
    with in_tenant(tenant) if tenant else in_public():
        return door.func(form, *door.args, **door.kwargs)


def keep_for_later(request: HttpRequest, door: str) -> HttpResponse:
    """
    Keep the form until its sender proved who they are.

    `next` is a page that can be looked at, and not where the form goes: should another window
    have taken the form up, or it be too old, there is somewhere to land.
    """
    page = page_above(request.path)
    kept = {"page": page, "form": serialize_request(request), "at": time.time()}
    request.session[STATE_SESSION_KEY] = {
        "state": kept,
        "callback": f"{go_on.__module__}.{go_on.__name__}",
    }
    return redirect(f"{door}?{urlencode({'next': page})}")


def _proved_lately(request: HttpRequest, by: tuple[str, ...]) -> bool:
    person: Any = request.user
    records = get_authentication_records(request, person)
    return any(record["method"] in by and record["at"] > _proofs_begin() for record in records)


def _proofs_begin() -> float:
    """Return since when a proof still holds, in seconds as the session keeps them."""
    return time.time() - settings.KITH_PROVED_FOR.total_seconds()
