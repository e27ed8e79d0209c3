"""Keys that make a request happen once."""

from typing import Any


def keyed(key: str) -> Any:
    """Return the options that carry the caller's own key; without one nothing is sent."""
    if not key:
        raise ValueError("a call that changes something takes a key of the caller's")
    return {"idempotency_key": key}
