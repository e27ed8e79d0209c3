"""Print the hosts of the demo and the people one can be."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from outside.demo.listing import people_and_hosts


class Command(BaseCommand):
    help = "Prints the demo's hosts and people, with their password and where their codes are."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KITH_DEMO:
            raise CommandError("This is not a demo. Run `make demo`, or set KITH_DEMO=1.")
        self.stdout.write(people_and_hosts())
