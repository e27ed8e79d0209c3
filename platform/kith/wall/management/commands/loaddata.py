"""Read a fixture into one side of the wall."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import loaddata

from kith.wall.fixtures import add_tenant_argument, on_side_of, refuse_other_side


class Command(loaddata.Command):
    """Django's own, which left out in silence what stands on the other side."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_tenant_argument(parser)

    def handle(self, *fixture_labels: str, tenant: str | None = None, **options: Any) -> None:
        with on_side_of(tenant) as self.here:
            super().handle(*fixture_labels, **options)

    def save_obj(self, obj: Any) -> bool:
        """Save a row; one of the other side ends the command, and nothing is loaded."""
        refuse_other_side(obj.object._meta.label, here=self.here)
        return super().save_obj(obj)
