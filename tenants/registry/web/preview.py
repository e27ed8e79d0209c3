"""What the network's own host tells search engines and phones."""

from __future__ import annotations

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

AN_HOUR = 3600
GROUND = "#faf6ef"


class NetworkSitemap(Sitemap):
    """The pages that stand on the network's host; each shop lists its own."""

    def items(self) -> list[str]:
        return ["directory", "about"]

    def location(self, item: str) -> str:
        return reverse(item)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages that anybody may find."""
    return sitemap_of(request, sitemaps={"network": NetworkSitemap})


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone keep the network on its first screen."""
    return JsonResponse(
        {
            "name": "Kith",
            "short_name": "Kith",
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "display": "minimal-ui",
            "theme_color": GROUND,
            "background_color": GROUND,
            "icons": [{"src": reverse("ui-mark"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
