"""What a host tells machines: where they may read, and how it looks as an app."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kith.wall.addresses import address_of
from kith.wall.middleware import host_of

AN_HOUR = 3600
# Pages that are somebody's own, or lead to no page of their own.
NOT_FOR_MACHINES = (
    "/accounts/",
    "/api/",
    "/desk/",
    "/i18n/",
    "/my/",
    "/order/",
    "/staff/",
    "/tmf-api/",
)


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def robots(request: HttpRequest) -> HttpResponse:
    """Answer for this host alone."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in NOT_FOR_MACHINES),
        "",
        f"Sitemap: {address_of(host_of(request), '/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
