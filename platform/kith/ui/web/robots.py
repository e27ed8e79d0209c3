"""What a host tells machines: where they may read, and how it looks as an app."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from kith.ui.brand import LIGHT_GROUND
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


def sitemap_of(request: HttpRequest, *, paths: Sequence[str]) -> HttpResponse:
    """Answer with the pages of this host that anybody may find."""
    return sitemap(request, sitemaps={"pages": _Pages(paths)})


def manifest_of(*, name: str, start_url: str, accent: str = "", ground: str = "") -> JsonResponse:
    """Answer with what a phone needs to keep this host on its first screen."""
    return JsonResponse(
        {
            "name": name,
            "short_name": name[:12].strip(),
            "id": "/",
            "start_url": start_url,
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": accent or LIGHT_GROUND,
            "background_color": ground or LIGHT_GROUND,
            "icons": [{"src": reverse("ui-mark"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
        headers={"Cache-Control": f"public, max-age={AN_HOUR}"},
    )


class _Pages(Sitemap):
    def __init__(self, paths: Sequence[str]) -> None:
        self.paths = paths

    def items(self) -> Sequence[str]:
        return self.paths

    def location(self, item: str) -> str:
        return item
