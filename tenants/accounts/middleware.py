"""What stands between a request and the person who makes it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from tenants.accounts.devices import device_name
from tenants.accounts.queries import has_second_factor, needs_second_factor

# The work tools. Everything behind them moves somebody's money or somebody's data.
GUARDED = ("/staff/", "/desk/")


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


class SecondFactorMiddleware:
    """
    Keep people with power out of the work tools until they showed a second factor.

    Whoever has none is led to set one up; whoever has one but did not use it in
    this session is asked for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(GUARDED) and (url := second_factor_url(request)):
            return redirect(url)
        return self.get_response(request)


def second_factor_url(request: HttpRequest) -> str | None:
    """Return where the person must go before working on, None when all is well."""
    person: Any = request.user
    if not person.is_authenticated or used_second_factor(request):
        return None
    tenant = getattr(request, "tenant", None)
    if not needs_second_factor(person_id=person.pk, tenant_id=tenant.uuid if tenant else None):
        return None
    door = "mfa_reauthenticate" if has_second_factor(person_id=person.pk) else "mfa_activate_totp"
    return f"{reverse(door)}?{urlencode({'next': request.get_full_path()})}"


def used_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was opened, or confirmed, with a second factor."""
    person: Any = request.user
    return any(
        record.get("method") == "mfa" for record in get_authentication_records(request, person)
    )
