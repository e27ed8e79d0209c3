"""Write migrations; the look at what is applied stands on the owner's side."""

from typing import Any

from django.core.management.commands.makemigrations import Command as DjangosCommand

from kith.wall.side import as_owner


class Command(DjangosCommand):
    def handle(self, *app_labels: str, **options: Any) -> None:
        with as_owner():
            super().handle(*app_labels, **options)
