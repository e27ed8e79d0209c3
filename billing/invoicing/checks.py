"""Name what is off in a tenant's bills."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce, Concat

from billing.entities.checks import Issued, faults_of_papers
from billing.invoicing.cross_checks import faults_of_cross_checks, orders_without_payment
from billing.invoicing.models import (
    Charge,
    CreditNote,
    CreditNotePart,
    Invoice,
    InvoiceLine,
    Payment,
    Refund,
    SplitPart,
)
from billing.ledger.queries import balance, has_journal
from billing.settlement.queries.shares import earned_by_line, taken_back_by_line
from billing.settlement.shares import SELLER, SPONSOR
from kith.series.numbers import last_numbers
from kith.transmission.checks import unended
from kith.wall import TenantRef, required_tenant

# How papers were numbered while each shop had series of its own.
FORMER_SERIES = re.compile(r"(INV|CN|DN)-\d{4}")
FORMER_NUMBER = re.compile(rf"{FORMER_SERIES.pattern}-\d{{5}}")


def faults_of_bills() -> list[str]:
    """Name what is off between invoices, splits, payments, credit notes and shares."""
    return [
        *_faults_of_splits(),
        *_faults_of_totals(),
        *_faults_of_numbers(required_tenant()),
        *_faults_of_shares(required_tenant()),
        *_faults_of_receivables(),
        *_faults_of_charges(),
        *faults_of_cross_checks(),
    ]


def unended_bills(*, at: datetime) -> list[str]:
    """Name charges and refunds without an end for two days, and paid orders without payment."""
    return [
        *unended(Charge.objects.all(), at=at),
        *unended(Refund.objects.all(), at=at),
        *orders_without_payment(at=at),
    ]


def _faults_of_splits() -> list[str]:
    off = (
        InvoiceLine.objects.annotate(sum=Sum("parts__amount_minor", default=0))
        .exclude(sum=F("gross_minor"))
        .order_by("pk")
    )
    return [f"line {row.pk} is {row.gross_minor}, its split sums to {row.sum}" for row in off]


def _faults_of_totals() -> list[str]:
    faults = []
    for name, source in (
        ("total_minor", "lines__gross_minor"),
        ("paid_minor", "payments__amount_minor"),
        ("refunded_minor", "credit_notes__total_minor"),
    ):
        off = Invoice.objects.annotate(sum=Sum(source, default=0)).exclude(sum=F(name))
        faults += [
            f"invoice {row.number} says {name} {getattr(row, name)}, its rows sum to {row.sum}"
            for row in off.order_by("number")
        ]
    return faults


def _faults_of_numbers(tenant: TenantRef) -> list[str]:
    """Each paper bears the number that the company's register gave it, or one of before that."""
    issued, before = {}, []
    for rows in (Invoice.objects, CreditNote.objects):
        for pk, number, seller in rows.order_by("pk").values_list("pk", "number", "seller"):
            if FORMER_NUMBER.fullmatch(number) and seller is None:
                before.append(number)
            else:
                issued[pk] = Issued(number, seller)
    return [*_faults_of_former(before), *faults_of_papers(tenant_id=tenant.uuid, issued=issued)]


def _faults_of_former(numbers: list[str]) -> list[str]:
    """Each shop counted for itself before: nothing is left out of what it gave."""
    last = last_numbers()
    places: dict[str, set[int]] = {}
    for number in numbers:
        series, _, place = number.rpartition("-")
        places.setdefault(series, set()).add(int(place))
    for series in filter(FORMER_SERIES.fullmatch, last):
        places.setdefault(series, set())
    return [
        f"{series}-{place:05d} was left out"
        for series, taken in sorted(places.items())
        for place in range(1, max([last.get(series, 0), *taken]) + 1)
        if place not in taken
    ]


def _faults_of_shares(tenant: TenantRef) -> list[str]:
    """What sellers and sponsors were accrued is what the splits of paid lines say."""
    parties = [SPONSOR] if tenant.is_home else [SELLER, SPONSOR]
    paid = SplitPart.objects.alias(
        journal_key=Concat(
            Value("invoice:"),
            Cast("invoice_line__invoice_id", CharField()),
            Value(":shared_out"),
            output_field=CharField(),
        )
        # A payment whose letter is still on its way is not accrued yet, and not wrong.
    ).filter(has_journal("journal_key"), party__in=parties)
    return [
        *_differences("accrued", _by_line(paid), earned_by_line(tenant_id=tenant.uuid)),
        *_differences(
            "taken back", _credited_by_line(parties), taken_back_by_line(tenant_id=tenant.uuid)
        ),
    ]


def _by_line(parts: QuerySet) -> dict[UUID, int]:
    sums = parts.values("invoice_line_id").annotate(sum=Sum("amount_minor"))
    return {row["invoice_line_id"]: row["sum"] for row in sums.order_by("invoice_line_id")}


def _credited_by_line(parties: list[str]) -> dict[UUID, int]:
    return _by_line(CreditNotePart.objects.filter(party__in=parties))


def _differences(what: str, here: dict[UUID, int], there: dict[UUID, int]) -> list[str]:
    return [
        f"line {line}: the split says {here.get(line, 0)}, {what} was {there.get(line, 0)}"
        for line in sorted(here.keys() | there.keys(), key=str)
        if here.get(line, 0) != there.get(line, 0)
    ]


def _faults_of_receivables() -> list[str]:
    """What customers still owe stands in the books."""
    faults = []
    is_asked_for = Q(written_off_at=None)
    rows = Invoice.objects.values("currency").annotate(
        open=Sum(F("total_minor") - F("paid_minor"), filter=is_asked_for, default=0)
    )
    for row in rows.order_by("currency"):
        books = balance(code="receivable:customers", currency=row["currency"])
        if books.minor != row["open"]:
            faults.append(f"receivable:customers says {books}, invoices say {row['open']}")
    return faults


def _faults_of_charges() -> list[str]:
    """What saved cards paid stands among the payments, once and with the same amount."""
    payment = Payment.objects.filter(
        invoice=OuterRef("bill"),
        key=OuterRef("payment_intent"),
        amount_minor=OuterRef("amount_minor"),
    )
    rows = Charge.objects.annotate(bill=Coalesce("invoice_id", "upgrade__bill_id"))
    off = rows.filter(~Exists(payment), state=Charge.PAID).select_related("upgrade").order_by("pk")
    return [f"{charge} was paid by {charge.payment_intent}, no payment says so" for charge in off]
