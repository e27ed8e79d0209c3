"""What stands between a request and the person who makes it."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from kith.ui.address_language import IN_ADDRESS
from tenants.accounts.asking_again import keep_for_later
from tenants.accounts.devices import device_name
from tenants.accounts.queries import has_second_factor, needs_second_factor

# The work tools. Everything behind them moves somebody's money or somebody's data.
GUARDED = ("/staff/", "/desk/")
# Style sheets, scripts and pictures: everybody's alike, and kept for long.
WORDLESS = ("/ui/", "/media/")
AFTER_SECOND_STEP = "after_second_step"


class TenantSessionMiddleware(SessionMiddleware):
    """Open the session of this browser for the tenant whose host was asked, and no other."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.session`; runs after the wall has set `request.tenant`."""
        tenant = getattr(request, "tenant", None)
        request.session = self.SessionStore(
            request.COOKIES.get(settings.SESSION_COOKIE_NAME),
            tenant_id=tenant.uuid if tenant else None,
            device=device_name(request.META.get("HTTP_USER_AGENT", "")),
        )


class PersonLanguageMiddleware(MiddlewareMixin):
    """
    Speak to whoever is signed in as their account says, at every host of the network.

    The cookie of a browser decides for strangers; an address with its own language decides first.
    """

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Change the language before the view answers."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or IN_ADDRESS in request.GET:
            return
        if request.path.startswith(WORDLESS):
            return
        person: Any = request.user
        if person.is_authenticated and person.locale != translation.get_language():
            translation.activate(person.locale)
            request.LANGUAGE_CODE = person.locale


class SecondFactorMiddleware(MiddlewareMixin):
    """
    Keep people with power out of the work tools until they showed a second factor.

    Whoever has none is led to set one up; whoever has one but did not use it in
    this session lately is asked for it, and the form they sent goes on afterwards.
    """

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Answer in place of the view; comes after the form's own proof, which is not kept."""
        if not request.path.startswith(GUARDED):
            return None
        if (url := second_factor_url(request)) is None:
            request.session.pop(AFTER_SECOND_STEP, None)
            return None
        if request.method == "POST" and has_second_factor(person_id=request.user.pk):
            return keep_for_later(request, reverse("mfa_reauthenticate"))
        return redirect(url)


def second_factor_url(request: HttpRequest) -> str | None:
    """
    Return where the person must go before working on, None when all is well.

    Setting a second step up ends at recovery codes; the session keeps the page that was wanted.
    """
    person: Any = request.user
    if not person.is_authenticated or used_second_factor(request):
        return None
    tenant = getattr(request, "tenant", None)
    if not needs_second_factor(person_id=person.pk, tenant_id=tenant.uuid if tenant else None):
        return None
    door = "mfa_reauthenticate"
    if not has_second_factor(person_id=person.pk):
        door = "mfa_activate_totp"
        request.session[AFTER_SECOND_STEP] = request.get_full_path()
    return f"{reverse(door)}?{urlencode({'next': request.get_full_path()})}"


def used_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was opened, or confirmed, with a second factor lately."""
    person: Any = request.user
    since = time.time() - settings.KITH_SECOND_STEP_HOLDS.total_seconds()
    return any(
        record["method"] == "mfa" and record["at"] > since
        for record in get_authentication_records(request, person)
    )
