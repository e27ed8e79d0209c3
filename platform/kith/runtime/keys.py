"""Secrets of one installation, drawn once and kept in its state folder."""

import os
import secrets
from pathlib import Path


def kept_key(state_dir: Path, name: str) -> str:
    """Return the secret of this name, drawing it the first time it is asked for."""
    folder = state_dir / "keys"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / name
    if not path.exists():
        # Hex: a secret is also given on command lines, where a leading dash would be an option.
        _write_once(path, secrets.token_hex(32))
    return path.read_text().strip()


def _write_once(path: Path, secret: str) -> None:
    # Written beside and linked into place: of two processes that draw at once one wins whole.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
