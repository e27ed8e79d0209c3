"""Decide from the host whose request this is; there is no default tenant."""

from __future__ import annotations

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from kith.wall.addresses import address_of, own_port
from kith.wall.lookup import ClosedShop, closed_shop_at, suspended_shop, tenant_by_host
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
        if request.path not in HEALTH and not _is_own_port(request):
            # What is asked comes back in links; a port we do not answer at is somebody's trick.
            return _refusal(request, "unknown_port.html", 400)
        if host == settings.NETWORK_HOST or request.path in HEALTH:
            request.urlconf = "config.urls.public"
            with on_side(PUBLIC), timezone.override(ZoneInfo(settings.KITH_TIME_ZONE)):
                return self.get_response(request)
        tenant = tenant_by_host(host) if host else None
        if tenant is None:
            if host and (closed := closed_shop_at(host)):
                return _refusal(request, "closed_shop.html", 410, shop=closed)
            return _refusal(request, "unknown_host.html", 404)
        if tenant.suspended_at and not settings.SERVED_WHILE_SUSPENDED.match(request.path):
            # Who has a line here is served on by the telco; whoever wants to buy or to sell is not.
            return _refusal(request, "suspended_shop.html", 503, shop=suspended_shop(tenant))
        request.tenant = tenant
        request.urlconf = "config.urls.tenant"
        with on_side(_side_of(request, tenant)), timezone.override(ZoneInfo(tenant.timezone)):
            return _without_its_neighbours(host, self.get_response(request))


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


def _is_own_port(request: HttpRequest) -> bool:
    raw = request.META.get("HTTP_HOST", "")
    _, colon, port = raw.rpartition(":")
    return not colon or port == str(own_port())


def _without_its_neighbours(host: str, response: HttpResponse) -> HttpResponse:
    """
    Promise TLS for this host alone where the domain is an operator's own.

    What else that operator keeps under the domain is not ours to promise anything for.
    """
    promised = "Strict-Transport-Security" in response.headers
    if promised and not host.endswith(f".{settings.NETWORK_HOST}"):
        response["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return response


def _refusal(
    request: HttpRequest, template: str, status: int, *, shop: ClosedShop | None = None
) -> HttpResponse:
    """Answer for an address where no shop is; nothing asked for leads anywhere."""
    home = address_of(settings.NETWORK_HOST)
    words: dict[str, object] = {"home": home, "shop": shop}
    if shop:
        words["telco"] = address_of(shop.home_host)
    with on_side(PUBLIC):
        page = render_to_string(template, words)
    answer = HttpResponse(page, status=status)
    # Its one stylesheet is the network's: this host serves nothing.
    answer["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {home}; base-uri 'none'; form-action 'none'"
    )
    answer["Vary"] = "Cookie"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["X-Frame-Options"] = "DENY"
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store"
    return answer
