"""Bill the next period of lines in service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import InvoiceIssued
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.issue_invoices import InvoiceDraft, LineDraft, issue_invoices
from billing.invoicing.usecases.schedule_charge import schedule_charge
from catalog.lines.queries import LineCard, line_in_period
from kith.outbox import publish
from kith.wall import day_here
from tenants.accounts.queries import PersonCard
from tenants.accounts.usecases.hold_buyers import hold_buyers

DAYS_TO_PAY = 10


@dataclass(frozen=True)
class Renewal:
    """One line's next period; it starts on the first day and ends before the last."""

    line_id: UUID
    period_start: date
    period_end: date
    at: datetime


@transaction.atomic
def bill_renewals(*, renewals: Sequence[Renewal]) -> list[Invoice]:
    """
    Bill each line's period once; the same period again returns its bill.

    Where the customer has a card kept the bill is charged to it; else it waits to be paid.
    """
    lines = [
        line_in_period(line_id=renewal.line_id, starts_on=renewal.period_start)
        for renewal in renewals
    ]
    people = hold_buyers(person_ids={line.person_id for line in lines})
    pairs = zip(renewals, lines, strict=True)
    invoices = issue_invoices(
        drafts=[_draft(renewal, line, people.get(line.person_id)) for renewal, line in pairs]
    )
    for invoice, renewal in zip(invoices, renewals, strict=True):
        if schedule_charge(invoice_id=invoice.pk, turn=1, at=renewal.at) is None:
            publish(InvoiceIssued(invoice_id=invoice.pk), key=str(invoice.pk))
    return invoices


def _draft(renewal: Renewal, line: LineCard, customer: PersonCard | None) -> InvoiceDraft:
    return InvoiceDraft(
        key=f"renewal:{line.id}:{renewal.period_start:%Y-%m-%d}",
        lines=(
            LineDraft(
                label=line.offer_name,
                gross=line.price,
                tax_basis_points=line.tax_basis_points,
                wholesale=line.wholesale,
                offer_code=line.offer_code,
                base_code=line.base_code,
                period_start=renewal.period_start,
                period_end=renewal.period_end,
            ),
        ),
        at=renewal.at,
        due_on=day_here(renewal.at) + timedelta(days=DAYS_TO_PAY),
        person_id=customer.id if customer else line.person_id,
        contact_name=customer.name if customer else "",
        contact_email=(customer.email or "") if customer else "",
        line_id=line.id,
    )
