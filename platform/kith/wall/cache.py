"""Cache keys that carry their tenant."""

from django.core.cache import caches

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


def cached(key: str, *, store: str = "shared") -> object | None:
    """Return what this tenant stored under the key; `store` is an alias of the cache settings."""
    return caches[store].get(tenant_key(key))


def remember(key: str, value: object, *, seconds: int, store: str = "shared") -> None:
    """Store a value for this tenant alone."""
    caches[store].set(tenant_key(key), value, seconds)
