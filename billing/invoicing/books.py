"""All books of the house together: every tenant's and the telco's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from billing.bank.checks import faults_of_bank, unended_bank
from billing.disputes.queries import faults_of_disputes
from billing.entities.checks import faults_of_numbers
from billing.invoicing.checks import faults_of_bills, unended_bills
from billing.invoicing.models import InvoiceLine
from billing.invoicing.sql_snapshot import one_snapshot
from billing.ledger.queries import clearing_balances, faults_of_books, journal_count
from billing.settlement.checks import faults_of_settlement, unended_settlement
from billing.settlement.shares import clearing_account
from kith.audit.checks import faults_of_seals
from kith.audit.heads import written_heads
from kith.proposals.checks import faults_of_proposals
from kith.wall import TenantRef, in_public, in_tenant
from tenants.registry.archives import faults_of_closed_shops
from tenants.registry.queries import live_tenants

TELCO = "the telco"


@dataclass
class HouseReport:
    """What was looked at, and what is off."""

    tenants: int = 0
    journals: int = 0
    splits: int = 0
    faults: list[str] = field(default_factory=list)


def faults_of_the_house(*, at: datetime | None = None) -> HouseReport:
    """
    Check every tenant's books and the telco's at one moment, and that they agree.

    Journals balance, balances are the sums of their postings, clearing accounts sum to
    zero, papers are numbered without a gap, splits sum to their lines, shares are what the
    splits say, statements are what was paid, sealed rows are as they were sealed. With a
    moment it also names what has been in doubt for over two days by then, and orders that
    nobody paid for.
    """
    report = HouseReport()
    # Read first: what is sealed meanwhile is no fault.
    heads = list(written_heads())
    # What the two sides say they owe each other; each sum must be zero.
    clearing: dict[tuple[UUID, str], int] = defaultdict(int)
    # One snapshot for all: a payment between two looks is not a fault.
    with in_public(), one_snapshot():
        tenants = live_tenants()
        public = clearing_balances()
        _check_telco(report, at)
        for tenant in tenants:
            _check_tenant(report, tenant, clearing, at)
            for (code, currency), amount in public.items():
                if code == clearing_account(tenant.uuid):
                    clearing[tenant.uuid, currency] += amount
        report.faults += faults_of_seals(heads=heads, at=at)
        report.faults += faults_of_closed_shops()
    names = {tenant.uuid: tenant.slug for tenant in tenants}
    report.faults += [
        f"clearing between {names[tenant]} and {TELCO} is off by {amount} {currency}"
        for (tenant, currency), amount in sorted(clearing.items(), key=str)
        if amount
    ]
    return report


def _check_telco(report: HouseReport, at: datetime | None) -> None:
    report.journals += journal_count()
    found = [
        *faults_of_books(),
        *faults_of_settlement(),
        *faults_of_disputes(),
        *faults_of_numbers(),
        *faults_of_proposals(),
        *faults_of_bank(),
    ]
    if at:
        found += [*unended_settlement(at=at), *unended_bank(at=at)]
    report.faults += [f"{TELCO}: {fault}" for fault in found]


def _check_tenant(
    report: HouseReport,
    tenant: TenantRef,
    clearing: dict[tuple[UUID, str], int],
    at: datetime | None,
) -> None:
    with in_tenant(tenant):
        report.tenants += 1
        report.journals += journal_count()
        report.splits += InvoiceLine.objects.count()
        found = [*faults_of_books(), *faults_of_bills()]
        if at:
            found += unended_bills(at=at)
        for (_code, currency), amount in clearing_balances().items():
            clearing[tenant.uuid, currency] += amount
    report.faults += [f"{tenant.slug}: {fault}" for fault in found]
