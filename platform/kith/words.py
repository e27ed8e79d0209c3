"""
Compile the catalogues of what people read; needs no Django.

`python -m kith.words` does it, and does nothing when nothing has changed. A compiled catalogue is
never committed: it stands beside its source and carries its source's time, so that any other time,
older or newer, means another source.
"""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A context keeps its words in its own folder, at the top or under platform/.
PLACES = ("*/locale/*/LC_MESSAGES/*.po", "platform/*/locale/*/LC_MESSAGES/*.po")


def catalogues() -> list[Path]:
    """Return the source of every catalogue, in a fixed order."""
    return sorted(path for place in PLACES for path in ROOT.glob(place))


def compiled_form(source: Path) -> Path:
    """Return where the compiled form of a catalogue stands."""
    return source.with_suffix(".mo")


def compile_catalogues() -> list[Path]:
    """
    Compile what is not compiled yet, and return it.

    Many processes may do so at once: each file appears whole.
    """
    due = [path for path in catalogues() if not _is_compiled(path)]
    for path in due:
        _compile(path)
    return due


def _is_compiled(source: Path) -> bool:
    compiled = compiled_form(source)
    return compiled.exists() and compiled.stat().st_mtime_ns == source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    # Babel takes longer to import than all the rest of this does.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written_at = source.stat().st_mtime_ns
    language = source.parent.parent.name
    with source.open("rb") as words:
        catalogue = read_po(words, locale=language)
    with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".tmp", delete=False) as compiled:
        write_mo(compiled, catalogue)
    os.utime(compiled.name, ns=(written_at, written_at))
    Path(compiled.name).chmod(0o644)
    Path(compiled.name).replace(compiled_form(source))


if __name__ == "__main__":
    compile_catalogues()
