"""
Run one command beside a PostgreSQL and a Valkey of its own, and end them with it.

    python -m kith.runtime.beside -- python manage.py makemigrations --check

DATABASE_URL, REDIS_URL and DJANGO_SETTINGS_MODULE are used where they are set; without the last it
runs by the settings of one's own machine. What the servers hold is thrown away.
"""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from kith.runtime.postgres import postgres_server
from kith.runtime.project import PROJECT, SETTINGS
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.valkey import valkey_server


def run_beside(argv: list[str], *, state_dir: Path) -> int:
    """Run the command with the servers' addresses in its environment; return its exit code."""
    env = {SETTINGS: "config.settings.local", **os.environ}
    with contextlib.ExitStack() as stack:
        if not env.get("DATABASE_URL"):
            postgres = postgres_server(state_dir, fast=True)
            stack.callback(postgres.remove)
            env |= {"DATABASE_URL": postgres.url, "DATABASE_ADMIN_URL": postgres.superuser_url}
        if not env.get("REDIS_URL"):
            valkey = valkey_server(state_dir)
            stack.callback(valkey.stop)
            env["REDIS_URL"] = valkey.url
        env["KITH_STATE_DIR"] = str(state_dir)
        return subprocess.run(argv, env=env, cwd=PROJECT, check=False).returncode


def main() -> None:
    """Take the command that follows `--`."""
    argv = sys.argv[1:]
    if argv[:1] == ["--"]:
        argv = argv[1:]
    if not argv:
        sys.exit(__doc__)
    try:
        sys.exit(run_beside(argv, state_dir=PROJECT / ".kith" / f"beside-{os.getpid()}"))
    except RuntimeRefusal as refusal:
        sys.exit(f"Kith cannot run: {refusal}")


if __name__ == "__main__":
    main()
