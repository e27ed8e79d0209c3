"""Say one person's yes to sending again: also how a copy takes the place of its original."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from billing.strays.doors import DOORS, RELEASE
from kith.errors import DomainError
from kith.fence.usecases.release_sending import release_sending
from tenants.accounts.queries import person_by_email, roles_of


class Command(BaseCommand):
    help = "Says the yes of one of the staff to sending again; the second person's does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, help="the e-mail of whoever says yes")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        person = person_by_email(options["by"])
        if person is None or not roles_of(person.id, at=at) & DOORS.permissions[RELEASE]:
            raise CommandError("Nobody with this address may let payments go on.")
        try:
            goes_on = release_sending(by=person.id, at=at)
        except DomainError as refusal:
            raise CommandError(f"{refusal} {refusal.mend}".strip()) from refusal
        self.stdout.write(
            "Sending goes on." if goes_on else "Noted. A second person has to say yes as well."
        )
