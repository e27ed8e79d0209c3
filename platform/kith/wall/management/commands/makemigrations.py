"""Write migrations; the look at what is applied stands on the public side."""

from typing import Any

from django.core.management.commands.makemigrations import Command as DjangosCommand

from kith.wall.side import in_public


class Command(DjangosCommand):
    def handle(self, *app_labels: str, **options: Any) -> None:
        with in_public():
            super().handle(*app_labels, **options)
