"""How often one person, or one address, may ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.utils.connection import ConnectionProxy
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from kith.client_address import client_address
from kith.wall.cache import tenant_key


class Throttle(SimpleRateThrottle):
    """
    Count per person, per address for guests; what writes is counted by itself, and stricter.

    It spares the server: while Valkey is away it lets through.
    """

    cache = ConnectionProxy(caches, "shared")

    def get_ident(self, request: Request) -> str:
        """Return the address of whoever asks without a name."""
        return client_address(request)

    def __init__(self) -> None:
        """Wait for the request: the rate depends on who asks, and what for."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether this one still fits."""
        self.scope = self.scope_of(request)
        self.rate = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"][self.scope]
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def scope_of(self, request: Request) -> str:
        """Return by which of the rates this one is counted."""
        if request.method not in ("GET", "HEAD"):
            return "write"
        return "person" if request.user.is_authenticated else "guest"

    def get_cache_key(self, request: Request, view: Any) -> str:
        """Return whose count this is, under the tenant whose host was asked."""
        who = request.user.pk if request.user.is_authenticated else self.get_ident(request)
        return tenant_key(f"throttle:{self.scope}:{who}")


class RefusedThrottle(Throttle):
    """Count those who show nothing, or nothing good, where somebody must be known."""

    def scope_of(self, request: Request) -> str:
        """Return the rate of refusals; they are counted by address."""
        return "refused"
