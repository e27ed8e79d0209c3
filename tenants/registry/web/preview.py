"""What the network's own host tells search engines and phones."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kith.ui.web.robots import manifest_of, sitemap_of


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the pages that stand on the network's host; each shop lists its own."""
    return sitemap_of(request, paths=[reverse("directory"), reverse("about")])


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Let a phone keep the network on its first screen."""
    return manifest_of(name="Kith", start_url="/")
