#!/usr/bin/env python
"""Run one of Kith's commands."""

import sys
from pathlib import Path

if __name__ == "__main__":
    root = Path(__file__).resolve().parent
    sys.path[:0] = [str(root / "platform"), str(root)]
    from kith.runtime.project import SettingsNotNamed, adopt_environment, require_settings

    # A command typed beside a running demo works on the demo's own servers, by its settings.
    adopt_environment(root / ".kith" / "demo")
    try:
        require_settings()
    except SettingsNotNamed as refusal:
        sys.exit(f"manage.py: {refusal}")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
