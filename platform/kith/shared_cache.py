"""
The cache that all processes share, in Valkey, and that nobody misses when it is away.

It only spares the server work: a page put together once, a throttle of the API. Without it pages
are put together afresh and throttles let through. What guards people never stands here
(`kith.limits`).
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Whoever finds it away leaves it alone for so long: a page asks several times.
LEFT_ALONE_SECONDS = 5.0


class JsonText:
    """Values as JSON: whoever writes into Valkey must not choose what our processes run."""

    def dumps(self, value: Any) -> Any:
        """Return what is stored; whole numbers stay as they are, so that they can be counted up."""
        return value if type(value) is int else json.dumps(value)

    def loads(self, stored: Any) -> Any:
        """Return what was stored; what is no JSON was not stored by us, and is nothing."""
        try:
            return json.loads(stored)
        except ValueError:
            return None


class Absence:
    """Whether this process found Valkey away, and until when it does not ask again."""

    def __init__(self) -> None:
        self._until: float | None = None

    @property
    def was_noticed(self) -> bool:
        """Whether the last one who asked found it away."""
        return self._until is not None

    def lasts(self) -> bool:
        """Return whether it was away a moment ago."""
        return self._until is not None and time.monotonic() < self._until

    def begins(self, error: Exception) -> None:
        """Note that it is away; the first time says so."""
        if not self.was_noticed:
            logger.warning(
                "Valkey is away (%s): pages are made afresh and the API's throttles let through"
                " until it is back.",
                type(error).__name__,
            )
        self._until = time.monotonic() + LEFT_ALONE_SECONDS

    def ends(self) -> None:
        """Note that it answers."""
        if self.was_noticed:
            self._until = None
            logger.warning("Valkey is back.")


_absence = Absence()


class SharedCache(RedisCache):
    """Django's own, which answers as an empty cache while Valkey is away."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        # Once more, at once: a connection may have been closed while it was idle. The library's
        # own way waits four seconds.
        ours = {"serializer": JsonText(), "retry": Retry(NoBackoff(), 1)}
        options = ours | params.get("OPTIONS", {})
        super().__init__(server, {**params, "OPTIONS": options})

    def _or(self, otherwise: Any, ask: Callable[[], Any]) -> Any:
        if _absence.lasts():
            return otherwise
        try:
            answer = ask()
        except (RedisError, OSError) as error:
            _absence.begins(error)
            return otherwise
        _absence.ends()
        return answer

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> Any:
        """Keep the value unless there is one; away, nobody else's stands there."""
        return self._or(True, lambda: super(SharedCache, self).add(key, value, timeout, version))

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, `default` when there is none."""
        return self._or(default, lambda: super(SharedCache, self).get(key, default, version))

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep the value."""
        self._or(None, lambda: super(SharedCache, self).set(key, value, timeout, version))

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        """Let the value stand longer."""
        return self._or(False, lambda: super(SharedCache, self).touch(key, timeout, version))

    def delete(self, key: str, version: int | None = None) -> Any:
        """Forget the value."""
        return self._or(False, lambda: super(SharedCache, self).delete(key, version))

    def has_key(self, key: str, version: int | None = None) -> Any:
        """Return whether there is one."""
        return self._or(False, lambda: super(SharedCache, self).has_key(key, version))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> Any:
        """Count up; away, from nothing."""
        return self._or(delta, lambda: super(SharedCache, self).incr(key, delta, version))

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        """Return those there are."""
        return self._or({}, lambda: super(SharedCache, self).get_many(keys, version))

    def set_many(
        self, data: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> Any:
        """Keep them all; the answer names those that were not."""
        return self._or([*data], lambda: super(SharedCache, self).set_many(data, timeout, version))

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Forget them all."""
        self._or(None, lambda: super(SharedCache, self).delete_many(keys, version))

    def clear(self) -> Any:
        """Forget everything."""
        return self._or(False, super().clear)
