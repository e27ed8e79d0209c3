"""Whether the collected static files are still those of the source."""

import hashlib
from pathlib import Path

from kith.runtime.project import PROJECT

SOURCES = ("platform", "tenants", "catalog", "billing", "ambassadors")


def are_collected(state_dir: Path) -> bool:
    """Tell whether nothing has changed since `mark_collected`."""
    mark = _mark(state_dir)
    return mark.exists() and mark.read_text() == _fingerprint()


def mark_collected(state_dir: Path) -> None:
    """Remember what the collected files were made from."""
    _mark(state_dir).write_text(_fingerprint())


def _mark(state_dir: Path) -> Path:
    return state_dir / "static.made-from"


def _fingerprint() -> str:
    """What our own files look like from outside, and which packages bring theirs."""
    digest = hashlib.sha256((PROJECT / "requirements" / "base.txt").read_bytes())
    for source in SOURCES:
        for path in sorted((PROJECT / source).rglob("static/**/*")):
            facts = path.stat()
            digest.update(f"{path}:{facts.st_mtime_ns}:{facts.st_size}\n".encode())
    return digest.hexdigest()
