"""Let so many requests through each second."""

import threading
import time
from collections import deque

from outside.stripe.calls import ApiError

PER_SECOND = 25


class Limiter:
    """A sliding window of one second over true time."""

    def __init__(self) -> None:
        self.per_second = PER_SECOND
        self._taken: deque[float] = deque()
        self._lock = threading.Lock()

    def take(self) -> None:
        """Count one request; refuse the one that is too many."""
        if not self.per_second:
            return
        with self._lock:
            now = time.monotonic()
            while self._taken and self._taken[0] <= now - 1:
                self._taken.popleft()
            if len(self._taken) >= self.per_second:
                raise too_many()
            self._taken.append(now)

    def reset(self) -> None:
        """Start afresh at the usual rate."""
        with self._lock:
            self.per_second = PER_SECOND
            self._taken.clear()


def too_many() -> ApiError:
    """Return the refusal for a request over the limit."""
    return ApiError(
        "Request rate limit exceeded. Slow down and try again.", status=429, code="rate_limit"
    )
