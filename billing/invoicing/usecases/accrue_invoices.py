"""Accrue to each party its part of paid invoices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Invoice, InvoiceLine
from billing.invoicing.tenant_accounts import ACCRUED, CLEARING, legs_of
from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.shares import Share, SplitLine
from billing.settlement.usecases.accrue_split import accrue_split
from kith.errors import DomainError
from kith.money import Money
from kith.wall import required_tenant


class NotPaidYet(DomainError):
    """Only what is paid in full is accrued."""

    code = "invoice.not_paid_yet"


@transaction.atomic
def accrue_invoices(*, invoice_ids: Sequence[UUID]) -> None:
    """
    Give each party its part of paid invoices, in the tenant's books and the telco's alike.

    Sellers' and sponsors' parts are accrued with their hold. Twice changes nothing.

    :raises NotPaidYet: an invoice is not paid in full
    """
    invoices = {row.pk: row for row in Invoice.objects.locked().filter(pk__in=invoice_ids)}
    if unpaid := [str(row) for row in invoices.values() if not row.is_paid]:
        raise NotPaidYet(f"{', '.join(unpaid)} not paid in full yet")
    rows = InvoiceLine.objects.filter(invoice__in=invoices).prefetch_related("parts")
    lines = list(rows.order_by("invoice_id", "position"))
    by_invoice: dict[UUID, list[tuple[str, int]]] = {}
    for line in lines:
        parts = [(part.party, part.amount_minor) for part in line.parts.all()]
        by_invoice.setdefault(line.invoice_id, []).extend(parts)
    post_journals(
        entries=[_journal(invoices[pk], parts) for pk, parts in by_invoice.items() if parts]
    )
    split = [_split(line, invoices[line.invoice_id]) for line in lines]
    accrue_split(tenant_id=required_tenant().uuid, lines=[line for line in split if line.shares])


def _journal(invoice: Invoice, parts: list[tuple[str, int]]) -> Entry:
    # The books are never rewritten: key and kind stay as they were first called.
    return Entry(
        key=f"invoice:{invoice.pk}:shared_out",
        kind="share_out",
        legs=[
            *_settled(parts, invoice.currency),
            Leg(CLEARING, -invoice.total),
        ],
        effective_at=_paid_at(invoice),
        memo=f"invoice {invoice.number}",
    )


def _settled(parts: list[tuple[str, int]], currency: str) -> list[Leg]:
    return legs_of(parts, accounts=ACCRUED, currency=currency, sign=1)


def _paid_at(invoice: Invoice) -> datetime:
    if invoice.paid_at is None:
        raise NotPaidYet(f"{invoice} is not paid")
    return invoice.paid_at


def _split(line: InvoiceLine, invoice: Invoice) -> SplitLine:
    return SplitLine(
        invoice_id=invoice.pk,
        invoice_number=invoice.number,
        invoice_line_id=line.pk,
        label=line.label,
        shares=tuple(
            Share(part.party, part.party_ref, Money(part.amount_minor, invoice.currency))
            for part in line.parts.all()
        ),
        at=_paid_at(invoice),
    )
