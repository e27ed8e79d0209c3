"""What is written on everything that is sent, so that it can be known again at the receiver."""

from __future__ import annotations

from collections.abc import Mapping

from kith.transmission.models import Transmission


def marks_of(row: Transmission, *, kind: str) -> dict[str, str]:
    """Return the notes that go with a request: which row, which try, what for, and who sends it."""
    return {kind: str(row.pk), "purpose": row.purpose, "key": row.idem_key, **row.sent_by}


def bears_marks(notes: Mapping[str, str], *, kind: str) -> bool:
    """Say whether a thing at the receiver was sent by us, whatever it was for."""
    return "purpose" in notes or kind in notes


def bears_marks_of(row: Transmission, notes: Mapping[str, str], *, kind: str) -> bool:
    """Say whether a thing at the receiver was made for what this row is for, by any try."""
    # The first houses sent what it is for as the key alone.
    named = row.purpose in (notes.get("purpose"), notes.get("key"))
    return named or is_same_try(row, notes, kind=kind)


def is_same_try(row: Transmission, notes: Mapping[str, str], *, kind: str) -> bool:
    """Say whether a thing at the receiver was made by this very row, or under its key."""
    return notes.get("key") == row.idem_key or notes.get(kind) == str(row.pk)
