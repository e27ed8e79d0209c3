"""
Move the clock of a running demo a month ahead: `make demo-month`.

Asks for it as the button on the demo's page of people does, and prints how far it is until it is
there. Whoever ends this command ends only what it prints.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from kith.runtime.project import PROJECT, read_environment
from kith.runtime.refusal import RuntimeRefusal
from outside.demo.notes import MONTH_DAYS, ask_for_a_month, noted_clock, noted_year
from outside.launcher.folder import AlreadyRunning, alone_in, short
from outside.launcher.parts import uses_fake_stripe

LOOK_SECONDS = 0.5


class CannotMove(RuntimeRefusal):
    """There is no clock that could be moved now."""


def move_a_month(state_dir: Path) -> None:
    """
    Let a running demo live a month ahead, or go on with the one it lives, and tell of each day.

    :raises CannotMove: no demo runs there, its year is not over, or Stripe is the real one
    """
    _require_running(state_dir)
    year = noted_year(state_dir)
    if year is None or not year.is_over:
        raise CannotMove("The demo lives its first year.", mend="Its end is said where it runs.")
    if not uses_fake_stripe(read_environment(state_dir)):
        raise CannotMove(
            "The real Stripe's clock cannot be moved.",
            mend="Start the demo without STRIPE_SECRET_KEY.",
        )
    ask_for_a_month(state_dir, ahead_days=noted_clock(state_dir).ahead_days)
    told = None
    while (clock := noted_clock(state_dir)).is_moving:
        _require_running(state_dir)
        if clock.day and clock.day != told:
            told = clock.day
            print(f"day {told} of {MONTH_DAYS}", flush=True)
        time.sleep(LOOK_SECONDS)
    print(f"The demo's clock is {clock.ahead_days} days ahead now, and stays so.")


def _require_running(state_dir: Path) -> None:
    with contextlib.suppress(AlreadyRunning):
        if state_dir.exists():
            with alone_in(state_dir):
                pass
        raise CannotMove(
            f"No demo runs from {short(state_dir)}.", mend="Start one in another window: make demo"
        )


def main() -> None:
    """Move the clock of the demo of this folder, or of KITH_STATE_DIR."""
    state_dir = Path(os.environ.get("KITH_STATE_DIR") or PROJECT / ".kith" / "demo").resolve()
    try:
        move_a_month(state_dir)
    except RuntimeRefusal as refusal:
        sys.exit(f"\nThe clock stays: {refusal}")


if __name__ == "__main__":
    main()
