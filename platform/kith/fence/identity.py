"""What this installation is called outside the database, where no copy of that takes it along."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings

from kith.derived import derived_uuid
from kith.runtime.keys import kept_key

NAME = "installation"


def outside_identity() -> UUID | None:
    """Return the name from the settings or the state folder; None where nobody gave one."""
    if settings.KITH_INSTALLATION:
        return derived_uuid(NAME, settings.KITH_INSTALLATION)
    if not (settings.KITH_STATE_DIR / "keys" / NAME).exists():
        return None
    return take_identity()


def take_identity() -> UUID:
    """Return the name; where nobody gave one it is drawn, and kept in the state folder."""
    if settings.KITH_INSTALLATION:
        return derived_uuid(NAME, settings.KITH_INSTALLATION)
    return derived_uuid(NAME, kept_key(settings.KITH_STATE_DIR, NAME))
