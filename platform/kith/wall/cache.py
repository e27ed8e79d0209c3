"""Cache keys that carry their tenant."""

from django.core.cache import cache

from kith.wall.side import TenantNotSet, current_side


def tenant_key(key: str) -> str:
    """
    Return the key under the tenant whose side this is; the public side has its own.

    :raises TenantNotSet: nobody said whose data this is
    """
    side = current_side()
    if side is None:
        raise TenantNotSet("a cache key needs a side")
    return f"{side.schema}:{key}"


def cached(key: str) -> object | None:
    """Return what this tenant stored under the key."""
    return cache.get(tenant_key(key))


def remember(key: str, value: object, *, seconds: int) -> None:
    """Store a value for this tenant alone."""
    cache.set(tenant_key(key), value, seconds)
