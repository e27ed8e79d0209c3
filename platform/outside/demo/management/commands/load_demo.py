"""Load all of the demo, or what is missing of it: the base, then a year of history."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kith.errors import DomainError
from outside.demo.load import SEED, load

MOST_LANES = 2


class Command(BaseCommand):
    help = "Loads the demo once: people of every role, and twelve months of a small network."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-history",
            action="store_true",
            default=os.environ.get("DEMO_HISTORY") == "0",
            help="only people and shops (also: DEMO_HISTORY=0)",
        )
        parser.add_argument("--seed", type=int, default=SEED, help="which year is told")
        parser.add_argument(
            "--lanes",
            type=int,
            default=min(MOST_LANES, os.cpu_count() or 1),
            help="processes that work side by side; 0 does everything in this one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(
                at=timezone.now(),
                seed=options["seed"],
                has_history=not options["no_history"],
                lanes=options["lanes"],
                say=self.stdout.write,
            )
        except DomainError as refusal:
            raise CommandError(f"{refusal} {refusal.mend}".strip()) from refusal
        if not loaded.is_new:
            self.stdout.write("The demo is there already; nothing was changed.")
            return
        self.stdout.write(f"The demo is loaded: {loaded.shops} shops, {loaded.lines} customers.")
