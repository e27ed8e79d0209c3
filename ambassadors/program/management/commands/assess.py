from datetime import datetime

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import ngettext

from ambassadors.program.usecases.assess_everyone import assess_everyone
from kith.wall import in_public


class Command(BaseCommand):
    help = "Assess everyone now and open a promotion case for each who meets the next step."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--slot", help="name of this run; a name used before does nothing")
        parser.add_argument("--at", help="assess as of this time (ISO 8601, with zone)")

    def handle(self, *args, slot: str | None, at: str | None, **options) -> None:
        moment = datetime.fromisoformat(at) if at else timezone.now()
        with in_public():
            run = assess_everyone(at=moment, slot=slot or f"by hand {moment:%Y-%m-%d %H:%M:%S}")
        count = run.opened_count
        opened = ngettext("%(n)s case opened", "%(n)s cases opened", count) % {"n": count}
        self.stdout.write(f"{run}: {opened}")
