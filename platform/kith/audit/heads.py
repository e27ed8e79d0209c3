"""
The chain's head, written where the database cannot reach: a file of lines, each only ever added.

Whoever rewrites the whole chain in the database still has these lines against them. The file
belongs on another machine's disk, or on one that only lets lines be added.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

logger = logging.getLogger(__name__)
_TAIL = 4_096


@dataclass(frozen=True)
class Head:
    """The last block of the chain at some time."""

    number: int
    hash: str


def write_head(head: Head) -> None:
    """Add a line that names the head, unless the last line names it; the log has it too."""
    path = Path(settings.KITH_HEADS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(asdict(head)).encode()
    with path.open("a+b") as file:
        file.seek(max(0, file.tell() - _TAIL))
        tail = file.read()
        if tail.splitlines()[-1:] == [line]:
            return
        # A line that a full disk cut short is ended first.
        file.write((b"" if not tail or tail.endswith(b"\n") else b"\n") + line + b"\n")
    logger.info("sealed up to block %s, %s", head.number, head.hash)


def written_heads() -> Iterator[Head]:
    """Yield what was written, oldest first; a line that was cut short says nothing."""
    path = Path(settings.KITH_HEADS_FILE)
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                yield Head(**json.loads(line))
            except (ValueError, TypeError):
                logger.warning("a line of %s says nothing: %.100r", path, line)
