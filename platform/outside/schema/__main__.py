"""
Draw the script from the migrations, or prove the one that is kept.

    python -m kith.runtime.beside -- python -m outside.schema [--check]

Both need an administrator of a PostgreSQL in DATABASE_ADMIN_URL, in which they make two databases.
"""

import argparse
import difflib
import sys

import django

MOST_LINES = 40


def main() -> None:
    """Read what was asked for, and do it."""
    parser = argparse.ArgumentParser(prog="python -m outside.schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only prove the script that is kept")
    asked = parser.parse_args()
    django.setup()
    if asked.check:
        _check()
    else:
        _draw()


def _draw() -> None:
    from outside.schema.drawing import drawn
    from outside.schema.script import PLACE

    script = drawn()
    PLACE.write_text(script.text)
    sys.stdout.write(f"{PLACE.name} stands for {len(script.migrations)} migrations\n")


def _check() -> None:
    from outside.schema.drawing import drawn, replayed, without_casts
    from outside.schema.proof import is_proved, note_proved
    from outside.schema.script import kept_script, shipped_files

    if is_proved():
        return
    if not kept_script().fits(shipped_files()):
        sys.exit("schema.sql is not of these migrations any more: run `make schema`.")
    wanted, found = (without_casts(one.statements) for one in (drawn(), replayed()))
    if wanted != found:
        told = difflib.unified_diff(
            wanted.splitlines(), found.splitlines(), "migrated", "replayed", lineterm="", n=1
        )
        sys.exit("\n".join([*list(told)[:MOST_LINES], "schema.sql builds something else."]))
    note_proved()


if __name__ == "__main__":
    main()
