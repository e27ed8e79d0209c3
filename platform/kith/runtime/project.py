"""Where this checkout stands, and the environment that what runs from it has left for commands."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from kith.runtime.refusal import RuntimeRefusal

SETTINGS = "DJANGO_SETTINGS_MODULE"
PROJECT = Path(__file__).resolve().parents[3]
ENVIRONMENT = "environment.json"


class SettingsNotNamed(RuntimeRefusal):
    """Nobody said whether this is production."""


def require_settings() -> None:
    """
    Return when the environment names the settings to run by.

    :raises SettingsNotNamed: it does not; nothing falls back to settings without locks
    """
    if not os.environ.get(SETTINGS):
        raise SettingsNotNamed(
            f"{SETTINGS} is not set.",
            mend="Set it to config.settings.production; `make demo`, `make words` and `make check`"
            " name the settings of one's own machine by themselves.",
        )


def write_environment(state_dir: Path, env: Mapping[str, str]) -> None:
    """Keep the environment of what runs from this state folder, for commands run beside it."""
    write_whole(state_dir / ENVIRONMENT, env)


def read_environment(state_dir: Path) -> dict[str, str]:
    """Return the environment that was kept."""
    return json.loads((state_dir / ENVIRONMENT).read_text())


def adopt_environment(state_dir: Path) -> bool:
    """
    Take over the environment of what runs from this folder, so that a command finds its database.

    What is set already is kept. False when nothing has run there, or a database is named.
    """
    if os.environ.get("DATABASE_URL") or not (state_dir / ENVIRONMENT).exists():
        return False
    for name, setting in read_environment(state_dir).items():
        os.environ.setdefault(name, setting)
    return True


def write_whole(path: Path, content: Mapping) -> None:
    """Write a file of JSON that only we can read: whole, or not at all."""
    draft = path.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(dict(content)))
    draft.rename(path)
