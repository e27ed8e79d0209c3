"""Payees with and without an account, runs at every stage, people who approve."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from billing.settlement.models import Payee, Run, Transfer
from billing.settlement.payout_accounts import keep_account
from billing.settlement.usecases.enrol_payees import enrol_payees
from billing.settlement.usecases.open_run import open_run
from billing.settlement.usecases.pay_transfer import pay_transfer
from billing.settlement.usecases.release_run import release_run
from kith.wall import in_public
from tests.clock import NOON

# Who opens runs, and who releases them.
FELIX, MAYA, OMAR = uuid4(), uuid4(), uuid4()
# Every hold of the default terms is over.
LATER = NOON + timedelta(days=90)


def a_payee(
    *, party_ref: UUID, party_kind: str = "tenant", account: str = "", at: datetime = NOON
) -> Payee:
    """A payee who can be paid."""
    with in_public():
        payee = enrol_payees(parties=[(party_kind, party_ref)], at=at)[party_kind, party_ref]
        keep_account(payee, account or f"acct_{payee.pk.hex[:12]}", at=at)
        payee.payouts_enabled_at = at
        payee.save(update_fields=["payouts_enabled_at"])
    return payee


def a_frozen_run(*, at: datetime = LATER, key: str = "run-1") -> Run:
    with in_public():
        return open_run(cut_off_at=at, opened_by=FELIX, key=key, at=at, currency="EUR")


def a_released_run(*, at: datetime = LATER, key: str = "run-1") -> Run:
    """A run that as many people approved as it needs."""
    run = a_frozen_run(at=at, key=key)
    with in_public():
        for person in (MAYA, OMAR)[: run.approvals_needed]:
            run = release_run(run_id=run.pk, by=person, at=at).run
    return run


def a_paid_run(*, at: datetime = LATER, key: str = "run-1") -> Run:
    """A run whose money arrived, without the payment processor."""
    run = a_released_run(at=at, key=key)
    with in_public():
        for transfer in Transfer.objects.filter(run=run):
            pay_transfer(
                transfer_id=transfer.pk, transfer_reference=f"tr_{transfer.pk.hex[:12]}", at=at
            )
    return run
