"""Whether the kept script was proved already, by the very files that stand here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kith.runtime.project import PROJECT

NOTE = PROJECT / ".kith" / "cache" / "schema.proved"
# Whatever may change what a migration builds, or what its script does.
FILES = (
    "*/*/migrations/*.py",
    "platform/*/*/migrations/*.py",
    "*/*/apps.py",
    "platform/*/*/apps.py",
    "platform/kith/wall/**/*.py",
    "platform/kith/runtime/roles.py",
    "platform/config/settings/wall.py",
    "platform/outside/schema/*",
    "requirements/base.txt",
)


def is_proved() -> bool:
    """Say whether nothing has changed since `note_proved`."""
    return NOTE.exists() and NOTE.read_text() == _fingerprint()


def note_proved() -> None:
    """Remember what was proved."""
    NOTE.parent.mkdir(parents=True, exist_ok=True)
    NOTE.write_text(_fingerprint())


def _fingerprint() -> str:
    told = hashlib.sha256()
    for path in sorted(set(_files())):
        told.update(f"{path.relative_to(PROJECT)}\0".encode())
        told.update(path.read_bytes())
    return told.hexdigest()


def _files() -> Iterator[Path]:
    for pattern in FILES:
        yield from filter(Path.is_file, PROJECT.glob(pattern))
