"""A worker that takes one delivery and never comes back: `… dying ID atomic` or `outside`."""

import os
import sys

import django


def hang() -> None:
    """Say that the work began, and work for ever."""
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    sys.stdin.read()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from kith.outbox.deliver import make_delivery
    from kith.outbox.reactions import Reaction, react_with

    # Run as a program this module has another name than the delivery knows.
    hang.__module__ = "tests.kith.outbox.dying"
    react_with({"tea.made": [Reaction(hang, atomic=sys.argv[2] == "atomic")]})
    make_delivery(int(sys.argv[1]))


if __name__ == "__main__":
    main()
