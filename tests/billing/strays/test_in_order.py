"""What moved is taken into the books as it happened, one thing after the other."""

from datetime import timedelta

import pytest

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Refund
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_refund import send_refund
from billing.settlement.models import Accrual, Reversal, ShareHold, Transfer
from billing.settlement.usecases.adopt_reversal import adopt_reversal
from billing.settlement.usecases.hold_shares import hold_shares
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.settle_due import settle_due
from billing.strays.models import Stray
from billing.strays.usecases.adopt_stray import adopt_stray
from billing.strays.usecases.set_stray_aside import set_stray_aside
from kith.fence.usecases.look_outside import look_outside
from kith.wall import in_public, in_tenant
from tests.billing.strays.rewinding import (
    CARO,
    HOUR,
    a_stray,
    adopt_all,
    as_it_stands,
    forgotten,
    unknown,
)
from tests.factories.invoicing import a_paid_invoice, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import a_payee, a_released_run

MINUTE = timedelta(minutes=1)


@pytest.fixture
def bill(acme, now, open_account, fake_stripe):
    """One of many paid bills, whose payment can be given back."""
    a_payee(party_ref=acme.uuid, account=open_account())
    paid_invoices(20)
    paid = fake_stripe.control.charge(amount=1_200)["payment_intent"]
    return a_paid_invoice(reference=paid)


@pytest.fixture
def moves(fake_stripe):
    """Give back and pay out at a moment, here and at the processor."""

    class Moves:
        def give_back(self, bill, at):
            fake_stripe.control.set_clock(at)
            refund = refund_invoice(
                invoice_id=bill.pk,
                amount=euros(500),
                reason="late",
                key=f"refund at {at}",
                requested_by=None,
                at=at,
            )
            send_refund(refund_id=refund.pk, at=at)

        def pay_out(self, at):
            fake_stripe.control.set_clock(at)
            a_released_run(at=at, key=f"run of {at}")
            with in_public():
                settle_due(at=at)

    return Moves()


def find(at):
    with in_public():
        look_outside(at=at)
    return unknown()


def test_a_refund_after_a_payout_changes_nothing_of_what_that_paid(acme, bill, moves, now):
    with forgotten(), in_tenant(acme.uuid):
        moves.pay_out(now)
        moves.give_back(bill, now + MINUTE)
    assert find(now + HOUR) == ["refund", "transfer"]

    adopt_all(now + HOUR)

    assert unknown() == []
    with in_public():
        assert Transfer.objects.get().state == Transfer.PAID
        assert Accrual.objects.get(kind=Accrual.CLAWBACK).takes_from.state == Accrual.PAID
    assert Refund.objects.get().state == Refund.DONE


def test_a_refund_before_a_payout_is_set_off_by_it_as_it_was(acme, bill, moves, now):
    moves.pay_out(now)
    paid_invoices(20)
    with forgotten(), in_tenant(acme.uuid):
        moves.give_back(bill, now + MINUTE)
        moves.pay_out(now + 2 * MINUTE)
    assert find(now + HOUR) == ["refund", "transfer"]

    adopt_all(now + HOUR)

    assert unknown() == []
    with in_public():
        assert Accrual.objects.get(kind=Accrual.CLAWBACK).state == Accrual.PAID


def take_back(bill, at):
    """Take what is owed for a bill back from the transfer that had paid it."""
    with in_public():
        payee = Accrual.objects.filter(invoice_number=bill.number).values_list("payee", flat=True)
        [row] = reverse_transfers(payee_id=payee[0], key=f"back at {at}", by=None, at=at)
        send_reversal(reversal_id=row.pk, at=at)


def test_a_forgotten_reversal_recovers_the_very_claw_backs_it_took(acme, globex, bill, moves, now):
    moves.pay_out(now)
    moves.give_back(bill, now + MINUTE)
    with forgotten(), in_tenant(acme.uuid):
        take_back(bill, now + 2 * MINUTE)
    assert find(now + HOUR) == ["reversal"]

    adopt_all(now + HOUR)

    assert unknown() == []
    with in_public():
        stray, row = Stray.objects.get(), Reversal.objects.get()
        assert (row.state, row.reversal_id) == (Reversal.DONE, stray.pk)
        assert Accrual.objects.get(kind=Accrual.CLAWBACK).state == Accrual.RETURNED
        again = adopt_reversal(
            reversal_id=stray.pk,
            transfer_reference=stray.of,
            amount_minor=stray.amount_minor,
            notes=stray.notes,
            by=None,
            at=now + 2 * HOUR,
        )
        assert again == row
    assert faults_of_the_house(at=now + 2 * HOUR).faults == []


def test_a_reversal_of_what_the_books_do_not_hold_owed_is_refused_and_says_so(
    acme, bill, moves, now
):
    moves.pay_out(now)
    with forgotten(), in_tenant(acme.uuid):
        moves.give_back(bill, now + MINUTE)
        take_back(bill, now + 2 * MINUTE)
    assert find(now + HOUR) == ["refund", "reversal"]
    with in_public():
        refund = Stray.objects.get(kind=Stray.REFUND)
        set_stray_aside(reference=refund.pk, reason="Nobody knows.", by=CARO, at=now + HOUR)

    adopt_all(now + HOUR)

    with in_public():
        left = Stray.objects.open().get()
        assert left.problem.startswith("It took back something else")
        assert not Reversal.objects.exists()


def test_a_reversal_of_a_transfer_that_is_not_in_the_books_is_refused_and_says_so(acme, now):
    stray = a_stray(Stray.REVERSAL, "trr_1", 300, at=now, of="tr_set_aside")

    with in_public():
        adopt_stray(reference="trr_1", at=now + HOUR)

    after = as_it_stands(stray)
    assert after.problem.startswith("The transfer that it takes back is not in the books")
    assert not after.is_under_way


@pytest.mark.parametrize("is_held_before", [True, False])
def test_a_payout_is_known_by_its_shares_whatever_is_held_back(
    is_held_before, acme, bill, moves, now
):
    def hold():
        hold_shares(
            tenant_id=acme.uuid,
            invoice_number=bill.number,
            reason=ShareHold.DISPUTE,
            reference="dp_1",
            at=now,
        )

    if is_held_before:
        hold()
    with forgotten(), in_tenant(acme.uuid):
        moves.pay_out(now)
    if not is_held_before:
        hold()
    assert find(now + HOUR) == ["transfer"]

    adopt_all(now + HOUR)

    assert unknown() == []
    with in_public():
        share = Accrual.objects.get(invoice_number=bill.number, kind="seller")
    assert share.state == (Accrual.ACCRUED if is_held_before else Accrual.PAID)
