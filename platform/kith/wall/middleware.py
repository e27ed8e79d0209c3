"""Decide from the host whose request this is; there is no default tenant."""

from __future__ import annotations

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils import timezone

from kith.wall.lookup import tenant_by_host
from kith.wall.side import PUBLIC, Side, TenantRef, on_side

HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\Z")
# Doors of the house itself answer on any host: a probe has no tenant.
HEALTH = ("/livez", "/readyz", "/statusz")
# Signing in is the platform's work: it runs on the public side on every host.
ACCOUNTS = "/accounts/"


class WallRequest(HttpRequest):
    """A request of which the wall has said whose it is; the network's own has no tenant."""

    tenant: TenantRef | None
    urlconf: str


class WallMiddleware:
    """Set `request.tenant`, the URLs and the side of the wall for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: WallRequest) -> HttpResponse:
        host = host_of(request)
        request.tenant = None
        if host == settings.NETWORK_HOST or request.path in HEALTH:
            request.urlconf = "config.urls.public"
            with on_side(PUBLIC), timezone.override(ZoneInfo(settings.KITH_TIME_ZONE)):
                return self.get_response(request)
        tenant = tenant_by_host(host) if host else None
        if tenant is None:
            return _unknown_host(host)
        request.tenant = tenant
        request.urlconf = "config.urls.tenant"
        with on_side(_side_of(request, tenant)), timezone.override(ZoneInfo(tenant.timezone)):
            return self.get_response(request)


def host_of(request: HttpRequest) -> str:
    """Return the host asked for: lower case, no port, no closing dot; empty when malformed."""
    raw = request.META.get("HTTP_HOST", "").lower()
    name = raw.rsplit(":", 1)[0] if ":" in raw else raw
    name = name.removesuffix(".")
    return name if HOST.match(name) else ""


def _side_of(request: HttpRequest, tenant: TenantRef) -> Side:
    if request.path.startswith(ACCOUNTS):
        return PUBLIC
    return Side(tenant.db_role, tenant.schema_name, tenant)


def _unknown_host(host: str) -> HttpResponse:
    with on_side(PUBLIC):
        page = render_to_string("unknown_host.html", {"host": host, "home": settings.NETWORK_HOST})
    return HttpResponseNotFound(page)
