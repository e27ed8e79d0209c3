"""The kept script: what it was drawn from, and what it builds."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.migrations.loader import MigrationLoader

PLACE = Path(__file__).with_name("schema.sql")
HEAD = """\
-- Drawn from the migrations by `make schema`; not to be edited. `make check` proves that a database
-- built from it, and brought on by the migrations that it does not know, is the migrated one.
"""
# One line a migration: its name, and a digest of its file.
MARK = "-- migration "


@dataclass(frozen=True)
class Script:
    """SQL that builds an empty database, and the migrations it stands for, by name."""

    migrations: Mapping[str, str]
    statements: str

    def fits(self, shipped: Mapping[str, str]) -> bool:
        """Say whether each of its migrations is still there, letter for letter."""
        return bool(self.migrations) and self.migrations.items() <= shipped.items()

    @property
    def text(self) -> str:
        """The whole of it, as it stands in the file."""
        marks = [f"{MARK}{name} {digest}\n" for name, digest in sorted(self.migrations.items())]
        return "".join([HEAD, *marks, "\n", self.statements])


def kept_script() -> Script:
    """Return the script that was drawn last."""
    marks: dict[str, str] = {}
    statements: list[str] = []
    for line in PLACE.read_text().splitlines(keepends=True):
        if line.startswith(MARK):
            name, digest = line.removeprefix(MARK).split()
            marks[name] = digest
        elif statements or not line.startswith(("--", "\n")):
            statements.append(line)
    return Script(marks, "".join(statements))


@cache
def shipped_files() -> dict[str, str]:
    """Return every migration that stands on the disk, with a digest of its file."""
    disk = MigrationLoader(None).disk_migrations.values()
    return {f"{one.app_label}.{one.name}": _digest(type(one).__module__) for one in disk}


def _digest(module: str) -> str:
    file = sys.modules[module].__file__
    if file is None:
        raise LookupError(f"{module} has no file")
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()[:16]
