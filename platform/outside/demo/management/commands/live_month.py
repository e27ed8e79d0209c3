"""Live the month that was asked for."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kith.errors import DomainError
from outside.demo.month import live_ahead


class Command(BaseCommand):
    help = "Lives the demo's month ahead, day by day, where somebody asked for one."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            live_ahead(say=self._say)
        except DomainError as refusal:
            raise CommandError(f"{refusal} {refusal.mend}".strip()) from refusal

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
