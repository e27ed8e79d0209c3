"""Prove all books of the house, and tell somebody where they are off."""

from __future__ import annotations

from datetime import datetime

from billing.invoicing.books import HouseReport, faults_of_the_house
from billing.invoicing.mails import BooksOffMail
from billing.settlement.proofs import keep_proof
from kith.mail.sending import send_mails_once
from tenants.accounts.queries import people_in_role
from tenants.accounts.readers import readers_of
from tenants.registry.queries import page_address

# Whoever answers for the books hears of them at night; all staff who may read them, on their page.
TOLD = "finance"
NAMED = 20


def prove_books(*, at: datetime) -> HouseReport:
    """
    Prove the books as of a moment, keep what was found, and write to finance where they are off.

    Not inside a transaction: it reads everything as of one moment, and sends mail.
    """
    report = faults_of_the_house(at=at)
    keep_proof(faults=report.faults, at=at)
    if report.faults:
        mail, held = _mail_of(report.faults), people_in_role(role=TOLD)
        readers = readers_of(person_ids={one.person_id for one in held})
        send_mails_once([(mail, reader) for reader in readers], about=at, tenant_id=None, at=at)
    return report


def _mail_of(faults: list[str]) -> BooksOffMail:
    page = page_address("staff-books", tenant_id=None)
    return BooksOffMail(count=len(faults), faults=tuple(faults[:NAMED]), url=page)
