"""Hold a tenant's bills against what others say of the same sale: books, payees, orders."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db.models import Value
from django.db.models.functions import Concat

from billing.invoicing.bad_debts import journal_key, parts_given_up
from billing.invoicing.models import CreditNote, CreditNotePart, Invoice, Payment, SplitPart
from billing.invoicing.tenant_accounts import (
    ACCRUED,
    BILLED,
    CLEARING,
    RECEIVABLE,
    REFUNDS_DUE,
    WRITTEN_OFF,
)
from billing.ledger.queries import has_journal, legs_by_journal
from billing.settlement.queries.shares import parties_by_share
from billing.settlement.shares import Share, party_of
from catalog.ordering.queries import orders_paid_before
from kith.audit.queries import recorded
from kith.money import Money
from kith.wall import required_tenant

AT_ONCE = 5_000
# The write-off of a bill of which so much was paid before.
REST = re.compile(r"invoice:(?P<id>[0-9a-f-]{36}):written_off:(?P<paid>\d+)")
# A payment and what it pays for are noted by two reactions to one event.
PATIENCE = timedelta(days=1)
# What a split is not about.
_COUNTERPARTS = {RECEIVABLE, CLEARING, REFUNDS_DUE}


def faults_of_cross_checks() -> list[str]:
    """Name bills that say other parts than the books, and shares that go to another party."""
    return [
        *_faults_of_parts(),
        *_faults_of_rests(),
        *_faults_of_credits(),
        *_faults_of_payees(),
        *_faults_of_payments(),
        *_faults_of_write_offs(),
    ]


def orders_without_payment(*, at: datetime) -> list[str]:
    """Name the orders that were paid over a day ago, by their own word, and by no payment."""
    faults = []
    for some in batched(orders_paid_before(at=at - PATIENCE), AT_ONCE):
        paid = Payment.objects.filter(invoice__order_id__in=[order_id for order_id, _ in some])
        known = set(paid.values_list("invoice__order_id", flat=True))
        faults += [
            f"order {number} says it was paid, no payment does"
            for order_id, number in some
            if order_id not in known
        ]
    return faults


def _faults_of_parts() -> list[str]:
    rows = SplitPart.objects.order_by("pk").values_list(
        "invoice_line__invoice", "party", "amount_minor"
    )
    parts = _by_document(rows)
    numbers = dict(Invoice.objects.values_list("pk", "number").order_by("pk"))
    faults = []
    for kind, ending, accounts, sign in (
        ("invoice_issued", "issued", BILLED, -1),
        ("share_out", "shared_out", ACCRUED, 1),
        ("invoice_written_off", "written_off", WRITTEN_OFF, 1),
    ):
        books = legs_by_journal(kinds=[kind])
        faults += [
            f"invoice {numbers[pk]}: its parts are not those that were booked as {kind}"
            for pk, own in parts.items()
            if (key := f"invoice:{pk}:{ending}") in books
            and _moved(books[key]) != _said(own, accounts, sign)
        ]
    return faults


def _faults_of_rests() -> list[str]:
    """What was given up of a bill that was paid in part is the rest of each party's part."""
    books = legs_by_journal(kinds=["invoice_written_off"])
    named = {key: found for key in books if (found := REST.fullmatch(key))}
    bills = Invoice.objects.in_bulk({UUID(found["id"]) for found in named.values()})
    faults = []
    for key, found in named.items():
        invoice = bills[UUID(found["id"])]
        rest = parts_given_up(invoice, paid_minor=int(found["paid"]))
        if _moved(books[key]) != _said(rest, WRITTEN_OFF, 1):
            faults.append(f"{invoice}: what was given up of it is not the rest of its parts")
    return faults


def _faults_of_credits() -> list[str]:
    rows = CreditNotePart.objects.order_by("pk").values_list("credit_note", "party", "amount_minor")
    numbers = dict(CreditNote.objects.values_list("pk", "number").order_by("pk"))
    credited = legs_by_journal(kinds=["credit_note"])
    debited = legs_by_journal(kinds=["credit_note_undone"])
    return [
        f"credit note {numbers[pk]}: its parts are not those that were booked"
        for pk, own in _by_document(rows).items()
        if _moved(
            credited.get(f"credit_note:{pk}:credit_note")
            or debited.get(f"debit_note:{pk}:credit_note", {})
        )
        != _said(own, BILLED, 1)
    ]


def _by_document(rows: Iterable[tuple[UUID, str, int]]) -> dict[UUID, list[tuple[str, int]]]:
    parts: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for pk, party, minor in rows:
        parts[pk].append((party, minor))
    return parts


def _moved(legs: dict[str, int]) -> dict[str, int]:
    return {code: minor for code, minor in legs.items() if code not in _COUNTERPARTS and minor}


def _said(parts: list[tuple[str, int]], accounts: dict[str, str], sign: int) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for party, minor in parts:
        sums[accounts[party]] += sign * minor
    return {code: minor for code, minor in sums.items() if minor}


def _faults_of_payees() -> list[str]:
    """A share goes to the party that the split names."""
    tenant = required_tenant()
    paid = parties_by_share(tenant_id=tenant.uuid)
    faults = []
    rows = SplitPart.objects.filter(party__in={kind for _, kind in paid}).order_by("pk")
    for line, party, ref, label in rows.values_list(
        "invoice_line", "party", "party_ref", "invoice_line__label"
    ):
        wanted = (tenant.uuid, Share(party, ref, Money.zero(tenant.currency)))
        if (line, party) in paid and paid[line, party] != party_of(*wanted):
            faults.append(f"line {line}: the {party}'s share of {label} is given to another payee")
    return faults


def _faults_of_payments() -> list[str]:
    """A payment stands in the books."""
    keyed = Payment.objects.alias(journal_key=Concat(Value("payment:"), "key"))
    off = keyed.filter(~has_journal("journal_key")).order_by("pk")
    return [
        f"a payment of invoice {number} is in no journal"
        for number in off.values_list("invoice__number", flat=True)
    ]


def _faults_of_write_offs() -> list[str]:
    """A bill is given up in the books, by people who are known to have said so."""
    rows = Invoice.objects.exclude(written_off_at=None).order_by("number")
    if not rows:
        return []
    booked = legs_by_journal(kinds=["invoice_written_off"])
    said = {
        action: {(entry.subject, entry.actor_id) for entry in recorded(action=action)}
        for action in ("invoice.write_off_asked", "invoice.write_off_approved")
    }
    faults = []
    for row in rows:
        subject = f"invoice:{row.pk}"
        if journal_key(row) not in booked:
            faults.append(f"{row} is written off in no journal")
        if (subject, row.write_off_asked_by) not in said["invoice.write_off_asked"]:
            faults.append(f"{row}: nobody is known to have asked to write it off")
        by = row.write_off_approved_by
        if by and (subject, by) not in said["invoice.write_off_approved"]:
            faults.append(f"{row}: nobody is known to have approved its write-off as {by}")
    return faults
