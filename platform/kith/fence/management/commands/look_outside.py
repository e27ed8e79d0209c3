"""Compare the books with the world now, and say whether anything may be sent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from kith.errors import DomainError, Unavailable
from kith.fence.usecases.look_outside import look_outside


class Command(BaseCommand):
    help = "Looks for what was sent and is not in the books, and says what holds all sending."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            pause = look_outside(at=timezone.now())
        except (Unavailable, DomainError) as silent:
            raise CommandError(f"Nothing could be compared: {silent}") from silent
        if pause is not None:
            raise CommandError(f"Nothing is sent since {pause.opened_at:%Y-%m-%d %H:%M}: {pause}.")
        self.stdout.write("The books know all that was sent. Sending goes on.")
