"""Migrate the shared schema, the template and every tenant."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.migrations.autodetector import MigrationAutodetector

from kith.wall.migrator import migrate_everything
from kith.wall.migrator_login import NotTheOwner, signed_in_as_migrator


class Command(BaseCommand):
    help = "Migrate the shared schema, the template schema and every tenant's schema."
    # Django's makemigrations checks that both commands see changes alike.
    autodetector = MigrationAutodetector
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with signed_in_as_migrator():
                report = migrate_everything(verbosity=options["verbosity"])
        except NotTheOwner as error:
            raise CommandError(str(error)) from error
        for name in report.planned:
            self.stdout.write(f"tenant migration {name}")
        self.stdout.write(f"{report.tenants} schemas brought along")
        if report.failed:
            lines = [f"{schema}: {reason}" for schema, reason in report.failed.items()]
            raise CommandError("these schemas stay behind; run again:\n" + "\n".join(lines))
