"""Open a due run, and move released payments on."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from billing.settlement.cut_offs import cut_off_of
from billing.settlement.sums import currencies_due
from billing.settlement.usecases.open_run import NothingDue, open_run
from billing.settlement.usecases.settle_due import settle_due
from kith.fence.gate import SendingHeld
from kith.wall import in_public


class Command(BaseCommand):
    help = "Sends released payments, settles unknown ones, closes finished runs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--open", action="store_true", help="also freeze what is due today")
        parser.add_argument("--by", type=UUID, default=None, help="the person who opens the run")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        with in_public():
            if options["open"]:
                self._open(at, options["by"])
            done = settle_due(at=at)
        for state, count in sorted(done.transfers.items()):
            self.stdout.write(f"{count} {state}")
        for number in done.closed:
            self.stdout.write(f"{number} closed")
        if done.off:
            raise CommandError("; ".join(done.off))

    def _open(self, at: Any, by: UUID | None) -> None:
        today = cut_off_of(at)
        for currency in currencies_due(at=today) or [settings.KITH_CURRENCY]:
            try:
                run = open_run(
                    cut_off_at=today,
                    opened_by=by,
                    # One run a day and currency, however often the command runs.
                    key=f"daily:{currency}:{today:%Y-%m-%d}",
                    at=at,
                    currency=currency,
                )
            except (NothingDue, SendingHeld) as nothing:
                self.stdout.write(str(nothing))
            else:
                self.stdout.write(f"{run.number}: {run.total} frozen, waits for its release")
