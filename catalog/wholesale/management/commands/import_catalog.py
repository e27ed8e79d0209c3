"""Import a catalogue file from the shell."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from catalog.wholesale.usecases.import_catalog import import_catalog
from catalog.wholesale.words import difference_words, unsold_words


class Command(BaseCommand):
    help = (
        "Import the telco's catalogue: a TMF620 export (.json) or a price list (.csv). However far"
        " it moves prices, it goes in at once: only the pages ask for a second signature."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"{path} is no file.")
        report = import_catalog(
            content=path.read_bytes(),
            filename=path.name,
            dry_run=options["dry_run"],
            imported_by=None,
            at=timezone.now(),
        )
        if report.refused:
            wrong = "\n".join(f"  {refusal.path}: {refusal.reason}" for refusal in report.refused)
            raise CommandError(f"{path.name} was not imported. Mend these first:\n{wrong}")
        for difference in report.differences:
            code, what, before, after = difference_words(difference)
            self.stdout.write(f"{code}: {what} {before} -> {after}")
        for one in report.unsold:
            self.stdout.write(f"{one.code}: not sold. {unsold_words(one.because)}")
        for remark in report.remarks:
            self.stdout.write(f"{remark.path}: {remark.reason} (not read, kept as it is)")
        verb = "would be" if options["dry_run"] else "were"
        self.stdout.write(
            f"{len(report.created)} resources {verb} added, {len(report.changed)} changed, "
            f"{report.unchanged} left as they are."
        )
