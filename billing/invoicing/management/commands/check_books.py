"""Prove that all books of the house are right, or name what is off."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from billing.invoicing.books import faults_of_the_house


class Command(BaseCommand):
    help = "Checks every journal, balance, clearing account, split, share and statement."

    def handle(self, *args: Any, **options: Any) -> None:
        report = faults_of_the_house(at=timezone.now())
        for fault in report.faults:
            self.stderr.write(fault)
        if report.faults:
            raise CommandError(f"{len(report.faults)} things are off in the books")
        self.stdout.write(
            f"The books of {report.tenants} tenants and the telco are right: "
            f"{report.journals} journals, {report.splits} split lines."
        )
