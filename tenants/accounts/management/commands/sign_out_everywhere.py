"""Sign somebody out everywhere, or everybody: an account, or the house, may be in wrong hands."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tenants.accounts.queries import person_by_email
from tenants.accounts.usecases.sign_out_everywhere import sign_out_everywhere


class Command(BaseCommand):
    help = "Ends the sessions and revokes the tokens of one person, or of everybody, on every host."

    def add_arguments(self, parser: CommandParser) -> None:
        whose = parser.add_mutually_exclusive_group(required=True)
        whose.add_argument("--of", metavar="EMAIL", help="who is signed out")
        whose.add_argument("--everybody", action="store_true", help="all people are signed out")

    def handle(self, *args: Any, **options: Any) -> None:
        person = None if options["everybody"] else person_by_email(options["of"])
        if person is None and not options["everybody"]:
            raise CommandError("Nobody has this address.")
        ended, revoked = sign_out_everywhere(
            person_id=person.id if person else None, at=timezone.now()
        )
        self.stdout.write(f"{ended} sessions ended, {revoked} tokens revoked.")
