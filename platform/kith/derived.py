"""Identities that a house would give again: derived from what a thing is, never from chance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID, uuid5

# Chosen once. Another one would give everything another name.
_NAMESPACE = UUID("6f3c1b6e-6f0c-5d5e-9a53-0b1f0d9c5a71")


def derived_uuid(*parts: object) -> UUID:
    """Return the identity of what these parts name; the same parts give the same one anywhere."""
    return uuid5(_NAMESPACE, ":".join(str(part) for part in parts))


def fingerprint(lines: Iterable[str]) -> str:
    """Return 32 characters that stand for these lines in any order."""
    return hashlib.sha256(",".join(sorted(lines)).encode()).hexdigest()[:32]
