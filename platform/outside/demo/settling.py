"""Payout accounts, and the settlement runs of the year."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from billing.invoicing.usecases.record_payout import record_payout
from billing.settlement.models import Payee, Statement, Transfer
from billing.settlement.usecases.close_run import close_run
from billing.settlement.usecases.onboard_payee import onboard_payee
from billing.settlement.usecases.open_run import NothingDue, open_run
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.usecases.refresh_payee import refresh_payee
from billing.settlement.usecases.release_run import release_run
from billing.settlement.usecases.send_transfer import send_transfer
from kith.wall import in_public, in_tenant
from outside.demo.processor import PastProcessor, unhurried

TO_APPROVE, TO_APPROVE_TWICE = timedelta(hours=2), timedelta(hours=3)
TO_SEND, TO_CLOSE = timedelta(hours=3, minutes=10), timedelta(hours=4)


def open_account(
    *, party_kind: str, party_ref: UUID, email: str, at: datetime, processor: PastProcessor
) -> None:
    """Let a payee walk through the processor's onboarding at that time."""
    with in_public(), processor.at(at):
        onboard_payee(
            party_kind=party_kind,
            party_ref=party_ref,
            email=email,
            country="ES",
            return_url="",
            refresh_url="",
            by=None,
            at=at,
        )
        payee = Payee.objects.get(party_kind=party_kind, party_ref=party_ref)
        refresh_payee(account=payee.stripe_account or "", at=at + timedelta(minutes=6))


def match_books(*, first: datetime, last: datetime) -> None:
    """Match every day of the past with the stand-in's own list; without one there is none."""
    if not settings.STRIPE_API_BASE:
        return
    with in_public(), unhurried():
        reconcile(first=first.date(), last=last.date() - timedelta(days=1), by=None, at=last)


def settle(*, at: datetime, by: UUID, approvers: list[UUID], processor: PastProcessor) -> None:
    """
    Open, release, pay and close one run; where nobody is due anything there is none.

    The one who opened it approves it; above the limit two approvers do.
    """
    with in_public():
        try:
            run = open_run(
                cut_off_at=at,
                opened_by=by,
                key=f"demo:{at:%Y-%m-%d}",
                at=at,
                currency=settings.KITH_CURRENCY,
            )
        except NothingDue:
            return
        saying_yes = approvers if run.takes_two else [by]
        for who, waits in zip(saying_yes, (TO_APPROVE, TO_APPROVE_TWICE), strict=False):
            if release_run(run_id=run.pk, by=who, at=at + waits).is_released:
                break
        with processor.at(at + TO_SEND):
            for transfer in Transfer.objects.filter(run=run).order_by("position"):
                send_transfer(transfer_id=transfer.pk, at=at + TO_SEND)
        close_run(run_id=run.pk, by=by, at=at + TO_CLOSE)
        statements = list(Statement.objects.filter(run=run, tenant_id__isnull=False))
    for statement in statements:
        with in_tenant(statement.tenant_id):
            record_payout(
                statement_id=statement.pk,
                number=statement.number,
                amount=statement.total,
                at=at + TO_SEND,
            )
