"""Write rows of one side of the wall as a fixture."""

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import dumpdata

from kith.wall.fixtures import add_tenant_argument, on_side_of, refuse_other_side


class Command(dumpdata.Command):
    """Django's own, which left out in silence what stands on the other side."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_tenant_argument(parser)

    def handle(self, *app_labels: str, tenant: str | None = None, **options: Any) -> None:
        with on_side_of(tenant) as here:
            for label in app_labels:
                refuse_other_side(label, here=here)
            if not app_labels and here == "public":
                self.stderr.write("Without the rows of shops: dump each with --tenant SLUG.")
            super().handle(*app_labels, **options)
