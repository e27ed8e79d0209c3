"""Break on request: so many times, at the endpoints that match."""

import threading
import time
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any

KINDS = (
    "500_before",  # nothing is done, nothing is remembered
    "500_saved",  # nothing is done, but the key remembers the 500
    "500_after",  # it is done, and the key remembers the 500
    "drop_before",  # the connection closes, nothing is done
    "drop_after",  # it is done, the connection closes, the key remembers the answer
    "409",
    "429",
    "slow",
)


class UnknownFault(Exception):
    """The fault asked for does not exist."""


@dataclass
class Fault:
    """One thing to go wrong, a number of times, where the pattern matches."""

    endpoint: str
    kind: str
    count: int = 1
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownFault(f"{self.kind} is none of {', '.join(KINDS)}")


class Faults:
    """The faults that are armed."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []
        self._lock = threading.Lock()

    def arm(self, *, endpoint: str, kind: str, count: int = 1, seconds: float = 0.0) -> None:
        """Let the next `count` matching requests go wrong."""
        with self._lock:
            self._armed.append(Fault(endpoint, kind, int(count), float(seconds)))

    def strike(self, method: str, path: str) -> str:
        """Return the fault that hits this request, after the delays that hit it too."""
        delay, hit = 0.0, ""
        with self._lock:
            for fault in self._armed:
                if not fault.count or not fnmatchcase(f"{method} {path}", fault.endpoint):
                    continue
                if fault.kind == "slow":
                    fault.count -= 1
                    delay += fault.seconds
                elif not hit:
                    fault.count -= 1
                    hit = fault.kind
        if delay:
            time.sleep(delay)
        return hit

    def armed(self) -> list[dict[str, Any]]:
        """Return what is still to go wrong."""
        with self._lock:
            return [asdict(fault) for fault in self._armed if fault.count]

    def clear(self) -> None:
        """Disarm everything."""
        with self._lock:
            self._armed.clear()
