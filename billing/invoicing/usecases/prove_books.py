"""Prove all books of the house, and tell somebody where they are off."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import ngettext, override

from billing.invoicing.books import HouseReport, faults_of_the_house
from billing.settlement.proofs import keep_proof
from tenants.accounts.queries import PersonCard, people_in_role, person_cards
from tenants.registry.queries import tenant_url

# Whoever answers for the books hears of them at night; all staff who may read them, on their page.
TOLD = "finance"
LETTER = "billing/invoicing/mail_books_are_off.txt"
NAMED = 20


def prove_books(*, at: datetime) -> HouseReport:
    """
    Prove the books as of a moment, keep what was found, and write to finance where they are off.

    Not inside a transaction: it reads everything as of one moment, and sends mail.
    """
    report = faults_of_the_house(at=at)
    keep_proof(faults=report.faults, at=at)
    if report.faults:
        told = [held.person_id for held in people_in_role(role=TOLD)]
        for person in person_cards(told, with_contact=True).values():
            _write_to(person, report.faults)
    return report


def _write_to(person: PersonCard, faults: list[str]) -> None:
    page = reverse("staff-books", urlconf="config.urls.public")
    with override(person.locale):
        words = {
            "name": person.name,
            "count": len(faults),
            "faults": faults[:NAMED],
            "more": max(0, len(faults) - NAMED),
            "page": tenant_url(settings.NETWORK_HOST, page),
        }
        EmailMessage(
            subject=ngettext(
                "The books are off: %(n)s thing to look at",
                "The books are off: %(n)s things to look at",
                len(faults),
            )
            % {"n": len(faults)},
            body=render_to_string(LETTER, words),
            to=[person.email or ""],
        ).send()
