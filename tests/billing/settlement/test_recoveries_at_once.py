"""Eight at once over what one payee owes, for real: committed, and taken away again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from billing.invoicing.books import faults_of_the_house
from billing.ledger.models import Journal
from billing.ledger.queries import balance
from billing.settlement.models import (
    Accrual,
    Difference,
    Movement,
    NettingConsent,
    Payee,
    Run,
    Transfer,
)
from billing.settlement.usecases.choose_netting import choose_netting
from billing.settlement.usecases.open_run import NothingDue, open_run
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.usecases.reverse_transfers import NothingToReverse, reverse_transfers
from billing.settlement.usecases.write_off import NothingToWriteOff, write_off
from kith.errors import DomainError
from kith.wall import in_public, in_tenant
from outside.stripe.testing import FakeStripe
from tests.at_once import AT_ONCE, taken_away, together, wait_until_somebody_waits
from tests.factories.invoicing import a_paid_invoice, a_refund
from tests.factories.ledger import a_movement, euros
from tests.factories.settlement import LATER, MAYA, a_payee

pytestmark = pytest.mark.fault

SHOP = uuid4()


@pytest.fixture(autouse=True)
def _taken_away(house) -> Iterator[None]:
    apps = "settlement|ledger|entities|invoicing|series|audit|outbox"
    with taken_away("public", house["acme"].schema_name, apps=apps):
        yield


@pytest.fixture
def payee(house) -> Payee:
    """Somebody who was paid 20.00 for two shares, one of which was taken back since."""
    with in_public():
        payee = Payee.objects.create(
            party_kind=Payee.PERSON,
            party_ref=uuid4(),
            display_name="Ana Ruiz",
            stripe_account="acct_1",
            payouts_enabled_at=LATER,
            created_at=LATER,
        )
        run = Run.objects.create(
            key="paid", number="R-2020-001", currency="EUR", cut_off_at=LATER, frozen_at=LATER
        )
        transfer = Transfer.objects.create(
            run=run,
            payee=payee,
            position=1,
            amount_minor=2_000,
            currency="EUR",
            stripe_account="acct_1",
            idem_key="transfer:1",
            state=Transfer.PAID,
            transfer_reference="tr_1",
        )
        share = a_share(payee, 1_000, state=Accrual.PAID, run=run, transfer=transfer)
        a_share(payee, -1_000, kind=Accrual.CLAWBACK, takes_from=share)
    return payee


def a_share(payee: Payee, minor: int, **particulars) -> Accrual:
    said = {"kind": Accrual.SPONSOR, "state": Accrual.PAYABLE} | particulars
    return Accrual.objects.create(
        key=str(uuid4()),
        tenant_id=SHOP,
        invoice_line_id=uuid4(),
        invoice_number="INV-1",
        label="Coast 10",
        payee=payee,
        amount_minor=minor,
        currency="EUR",
        accrued_at=LATER,
        payable_from=LATER,
        **said,
    )


def agree(payee: Payee, number: int):
    return choose_netting(
        party_kind=payee.party_kind,
        party_ref=payee.party_ref,
        is_together=True,
        by=MAYA,
        at=LATER + timedelta(seconds=number),
    )


def take_back(payee: Payee, number: int):
    return reverse_transfers(payee_id=payee.pk, key=f"k{number}", by=MAYA, at=LATER)


def give_up(payee: Payee, number: int):
    return write_off(
        payee_id=payee.pk,
        reason="The shop is closed",
        key=f"w{number}",
        by=MAYA,
        at=LATER,
        currency="EUR",
    )


def set_off(number: int):
    return open_run(cut_off_at=LATER, opened_by=MAYA, key=f"run-{number}", at=LATER, currency="EUR")


def in_books() -> tuple[int, int, int]:
    """Return what is on its way back, what was given up, and what was set off by a run."""
    codes = ("in_transit:reversals", "expense:write_offs", "in_transit:payouts")
    return tuple(balance(code=code, currency="EUR").minor for code in codes)


def test_a_cent_that_rounding_gives_back_is_never_asked_back(payee):
    with in_public():
        owed = Accrual.objects.filter(kind=Accrual.CLAWBACK)
        share = owed.get().takes_from
        owed.update(state=Accrual.REVERSED)
        a_share(payee, 1, kind=Accrual.CLAWBACK, takes_from=share)

        with pytest.raises(NothingToReverse):
            take_back(payee, 1)
        with pytest.raises(NothingToWriteOff):
            give_up(payee, 1)


def test_eight_reversals_take_it_back_once(payee):
    answers = together(in_public, lambda n: take_back(payee, n), NothingToReverse)

    assert sum(isinstance(answer, NothingToReverse) for answer in answers) == AT_ONCE - 1
    with in_public():
        assert in_books() == (1_000, 0, 0)


def test_eight_write_offs_give_it_up_once(payee):
    answers = together(in_public, lambda n: give_up(payee, n), NothingToWriteOff)

    assert sum(isinstance(answer, NothingToWriteOff) for answer in answers) == AT_ONCE - 1
    with in_public():
        assert in_books() == (0, 1_000, 0)


def test_a_run_a_reversal_and_a_write_off_meet_and_it_is_recovered_once(payee):
    """A run sets it off against 30.00, or it is taken back, or given up: never two of them."""
    with in_public():
        a_share(payee, 3_000)
    ways = (
        lambda n: take_back(payee, n),
        lambda n: give_up(payee, n),
        set_off,
    )

    together(in_public, lambda n: ways[n % 3](n), NothingToReverse, NothingToWriteOff, NothingDue)

    with in_public():
        taken, given_up, paid = in_books()
        state = Accrual.objects.get(kind=Accrual.CLAWBACK).state
    assert (state, taken, given_up, paid) in [
        ("returning", 1_000, 0, -3_000),
        ("waived", 0, 1_000, -3_000),
        ("in_run", 0, 0, -2_000),
    ]


def test_a_consent_given_eight_times_at_once_is_one(payee):
    together(in_public, lambda number: agree(payee, number), DomainError)

    with in_public():
        assert NettingConsent.objects.count() == 1


def test_eight_runs_at_once_pay_it_once(payee):
    with in_public():
        a_share(payee, 3_000)

    answers = together(in_public, set_off, DomainError)

    assert sum(isinstance(answer, NothingDue) for answer in answers) == AT_ONCE - 1
    with in_public():
        assert balance(code="in_transit:payouts", currency="EUR") == euros(-2_000)


def test_a_refund_waits_for_its_payee_before_it_posts_in_the_telcos_books(house):
    """Whoever holds the payee goes on to the books: the other way round both would wait."""
    acme = house["acme"]
    a_payee(party_ref=acme.uuid)
    with in_tenant(acme):
        bill = a_paid_invoice()

    def refund() -> None:
        try:
            with in_tenant(acme):
                a_refund(bill, at=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with in_public(), transaction.atomic():
            list(Payee.objects.locked())
            going = pool.submit(refund)
            wait_until_somebody_waits()
            for code in ("in_transit:payouts", "payable:payees"):
                a_movement(key=code, debit="cash:stripe", credit=code)
            transaction.set_rollback(True)
        going.result(timeout=20)

    assert faults_of_the_house().faults == []


def test_eight_who_match_one_day_book_each_fee_and_find_each_difference_once(
    house, fake_stripe: FakeStripe
):
    fake_stripe.control.reset(at=LATER)
    for _ in range(3):
        fake_stripe.control.charge(amount=1_200)
    day, next_day = LATER.date(), LATER + timedelta(days=1)

    together(in_public, lambda n: reconcile(first=day, last=day, by=None, at=next_day))

    with in_public():
        assert Movement.objects.count() == 3
        assert Journal.objects.filter(kind="fee").count() == 3
        assert Difference.objects.unexplained().count() == 3
