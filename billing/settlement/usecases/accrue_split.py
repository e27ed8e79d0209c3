"""Accrue what sellers and sponsors earned from paid invoice lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.db import transaction

from billing.ledger.usecases.post_journals import Entry, Leg, post_journals
from billing.settlement.models import Accrual
from billing.settlement.shares import (
    SELLER,
    SPONSOR,
    Share,
    SplitLine,
    accrual_key,
    clearing_account,
    party_of,
    public_legs,
)
from billing.settlement.terms import PayoutTerms, payout_terms
from billing.settlement.usecases.enrol_payees import enrol_payees
from kith.derived import derived_uuid
from kith.money import Money
from kith.wall import public_side
from tenants.registry.queries import TenantFacts, tenant_facts


@public_side
@transaction.atomic
def accrue_split(*, tenant_id: UUID, lines: Sequence[SplitLine]) -> None:
    """
    Book the split of paid lines: tax, wholesale and fee become the telco's, the rest is accrued.

    The seller's and the sponsor's shares are held until they may be paid. The
    same lines again change nothing. Lines of one invoice stand together.

    :raises KeyReused: an invoice was split before in another way
    """
    if not lines:
        return
    seller = tenant_facts(tenant_id=tenant_id)
    is_home = seller.kind == "home"
    earned = [
        (line, share)
        for line in lines
        for share in line.shares
        if share.amount and _is_paid_out(share, is_home=is_home)
    ]
    if earned:
        _accrue(tenant_id, seller, earned)
    # The ledger's accounts are locked last, as everywhere.
    post_journals(
        entries=[
            _journal(tenant_id, list(group), is_home=is_home)
            for _, group in groupby(lines, key=lambda line: line.invoice_id)
        ]
    )


def _accrue(
    tenant_id: UUID, seller: TenantFacts, earned: Sequence[tuple[SplitLine, Share]]
) -> None:
    payees = enrol_payees(
        parties={party_of(tenant_id, share) for _, share in earned},
        at=max(line.at for line, _ in earned),
    )
    terms: dict[tuple[str, datetime], PayoutTerms] = {}
    accruals = []
    for line, share in earned:
        when = (share.amount.currency, line.at)
        if when not in terms:
            terms[when] = payout_terms(currency=share.amount.currency, at=line.at)
        key = accrual_key(share.party, line.invoice_line_id)
        accruals.append(
            Accrual(
                uuid=derived_uuid("accrual", key),
                key=key,
                tenant_id=tenant_id,
                invoice_line_id=line.invoice_line_id,
                invoice_number=line.invoice_number,
                label=line.label[:200],
                payee=payees[party_of(tenant_id, share)],
                kind=share.party,
                amount_minor=share.amount.minor,
                currency=share.amount.currency,
                accrued_at=line.at,
                payable_from=terms[when].payable_from(
                    seller_kind=seller.kind, live_at=seller.live_at, at=line.at
                ),
            )
        )
    Accrual.objects.bulk_create(accruals, ignore_conflicts=True)


def _is_paid_out(share: Share, *, is_home: bool) -> bool:
    return share.party == SPONSOR or (share.party == SELLER and not is_home)


def _journal(tenant_id: UUID, lines: list[SplitLine], *, is_home: bool) -> Entry:
    shares = [share for line in lines for share in line.shares]
    currency = shares[0].amount.currency
    total = Money(sum(share.amount.minor for share in shares), currency)
    # The books are never rewritten: key and kind stay as they were first called.
    return Entry(
        key=f"share_out:{tenant_id}:{lines[0].invoice_id}",
        kind="share_out",
        legs=[
            Leg(clearing_account(tenant_id), total),
            *public_legs(shares, is_home=is_home, sign=-1),
        ],
        effective_at=lines[0].at,
        memo=f"invoice {lines[0].invoice_number}",
    )
