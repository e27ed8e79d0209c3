"""Bring a demo to where a person can open its shops: the schema, then the base."""

import os
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kith.errors import DomainError
from kith.wall.migrator import CannotReplay
from kith.wall.migrator_login import NotTheOwner, signed_in_as_migrator
from outside.demo.load import SEED, lay_base
from outside.demo.notes import MAY_BEGIN
from outside.schema.replay import bring_up_to_date

COMING_SECONDS = 600.0


class Command(BaseCommand):
    help = "Builds the demo's schema and lays its base; both are looked at and left where they are."
    # What stands in the database is made here.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._build()
            self.stdout.write("people, catalogue, first shops")
            has_history = os.environ.get("DEMO_HISTORY") != "0"
            lay_base(at=timezone.now(), seed=SEED, has_history=has_history)
        except DomainError as refusal:
            raise CommandError(f"{refusal} {refusal.mend}".strip()) from refusal

    def _build(self) -> None:
        self.stdout.write("schema")
        self.stdout.flush()
        try:
            _wait_for_the_server()
            with signed_in_as_migrator():
                report = bring_up_to_date()
        except (NotTheOwner, CannotReplay) as refusal:
            raise CommandError(str(refusal)) from refusal
        if report.failed:
            lines = [f"{schema}: {reason}" for schema, reason in report.failed.items()]
            raise CommandError("these schemas stay behind:\n" + "\n".join(lines))


def _wait_for_the_server() -> None:
    """Return when the server may be used: it is made while we read our code."""
    deadline = time.monotonic() + COMING_SECONDS
    while not (settings.KITH_STATE_DIR / MAY_BEGIN).exists():
        if time.monotonic() > deadline:
            raise CommandError("The database's server did not come up.")
        time.sleep(0.05)
