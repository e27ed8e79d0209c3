"""A cache that is a table: for what a library keeps in "the cache" and guards people by."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone

from kith.limits.models import Kept
from kith.wall.side import in_public

# A row whose time is over is as good as none: it is written over.
ADD = """
INSERT INTO limits_kept AS held (key, value, ends_at) VALUES (%(key)s, %(value)s, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
    WHERE held.ends_at <= %(now)s
RETURNING 1
"""
SET = """
INSERT INTO limits_kept (key, value, ends_at) VALUES (%(key)s, %(value)s, %(ends_at)s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value, ends_at = excluded.ends_at
"""


class KeptCache(BaseCache):
    """
    Keeps small values as JSON, on the public side; nothing in it is ever unpickled.

    Its rows are written when they are written: a request that is refused later has counted all
    the same, unless the caller opened a transaction around it.
    """

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Keep the value unless one stands there; say whether it was kept."""
        return self._write(ADD, key, value, timeout, version)

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        """Keep the value in the place of any other."""
        self._write(SET, key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return the value, `default` when there is none or its time is over."""
        with in_public():
            row = self._live(key, version).values_list("value").first()
        return row[0] if row else default

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Let the value stand that much longer."""
        with in_public():
            return self._live(key, version).update(ends_at=self._end(timeout)) > 0

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget the value; say whether there was one."""
        with in_public():
            found = Kept.objects.filter(key=self.make_and_validate_key(key, version=version))
            return found.delete()[0] > 0

    def clear(self) -> None:
        """Forget everything."""
        with in_public():
            Kept.objects.all().delete()

    def _live(self, key: str, version: int | None) -> Any:
        return Kept.objects.filter(key=self.make_and_validate_key(key, version=version)).exclude(
            ends_at__lte=timezone.now()
        )

    def _end(self, timeout: Any) -> datetime | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else timezone.now() + timedelta(seconds=seconds)

    def _write(self, sql: str, key: str, value: Any, timeout: Any, version: int | None) -> bool:
        words = {
            "key": self.make_and_validate_key(key, version=version),
            "value": json.dumps(value),
            "ends_at": self._end(timeout),
            "now": timezone.now(),
        }
        with in_public(), connection.cursor() as cursor:
            cursor.execute(sql, words)
            return cursor.rowcount > 0
