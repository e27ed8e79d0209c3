"""What is written on everything that is sent, so that it can be known again at the receiver."""

from __future__ import annotations

from collections.abc import Mapping

from kith.transmission.models import Transmission


def marks_of(row: Transmission, *, kind: str) -> dict[str, str]:
    """Return the notes that go with a request: which row, which try, and what it is for."""
    return {kind: str(row.pk), "purpose": row.purpose, "key": row.idem_key}


def bears_marks_of(row: Transmission, notes: Mapping[str, str], *, kind: str) -> bool:
    """Say whether a thing at the receiver was made for what this row is for, by any try."""
    return notes.get("purpose") == row.purpose or notes.get(kind) == str(row.pk)
