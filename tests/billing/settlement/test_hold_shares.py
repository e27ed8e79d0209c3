"""Shares that are held back until somebody has decided: no run pays them, nothing else stops."""

import pytest

from billing.settlement.models import Accrual, ShareHold, Transfer
from billing.settlement.previews import earnings_of, run_preview
from billing.settlement.usecases.fail_transfer import fail_transfer
from billing.settlement.usecases.hold_shares import hold_shares
from billing.settlement.usecases.open_run import NothingDue
from billing.settlement.usecases.release_shares import release_shares
from billing.settlement.usecases.retry_transfer import retry_transfer
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_refund, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import (
    LATER,
    MAYA,
    a_frozen_run,
    a_paid_run,
    a_payee,
    a_released_run,
)


@pytest.fixture
def bills(acme, globex):
    """Twenty bills of acme, each worth 0.99... to its seller, and a payee who can be paid."""
    a_payee(party_ref=acme.uuid)
    return paid_invoices(20)


def held_back():
    return Accrual.objects.with_hold().exclude(held_for="")


def hold(acme, bill, *, reference="dp_1", **more):
    return hold_shares(
        tenant_id=acme.uuid,
        invoice_number=bill.number,
        reason=ShareHold.DISPUTE,
        reference=reference,
        at=NOON,
        **more,
    )


def share_of(bill):
    with in_public():
        return Accrual.objects.get(invoice_number=bill.number, kind="seller")


def test_a_run_skips_what_is_held_back_and_pays_the_rest(acme, bills):
    hold(acme, bills[0])

    run = a_frozen_run()

    part = share_of(bills[1]).amount_minor
    assert run.total_minor == 19 * part
    assert share_of(bills[0]).state == Accrual.ACCRUED
    with in_public():
        assert Transfer.objects.get().amount_minor == 19 * part


def test_the_preview_says_the_same_as_the_run(acme, bills):
    hold(acme, bills[0])

    preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)

    assert preview.total.minor == a_frozen_run().total_minor


def test_what_is_released_is_paid_by_the_next_run(acme, bills):
    hold(acme, bills[0])
    a_paid_run()

    assert release_shares(reference="dp_1", at=LATER) == 1
    assert release_shares(reference="dp_1", at=LATER) == 0

    # One share alone is below a run's minimum: it is claimed and carried, not passed over.
    with in_public(), pytest.raises(NothingDue):
        a_frozen_run(key="run-2")
    preview = run_preview(currency="EUR", cut_off_at=LATER, at=LATER)
    assert preview.payees[0].standing == "below_minimum"


def test_holding_twice_holds_once_and_two_reasons_hold_until_both_are_gone(acme, bills):
    assert hold(acme, bills[0]) == hold(acme, bills[0])
    hold(acme, bills[0], reference="dp_2")

    release_shares(reference="dp_1", at=NOON)

    with in_public():
        assert list(held_back()) == [share_of(bills[0])]


def test_a_share_that_stands_in_a_run_is_paid_with_it(acme, bills):
    run = a_frozen_run()

    hold(acme, bills[0])

    with in_public():
        assert run.accruals.filter(invoice_number=bills[0].number).exists()
        assert not held_back().open().exists()


def test_what_a_payee_owes_of_a_paid_share_is_set_off_all_the_same(acme, bills):
    a_paid_run()
    a_refund(bills[0], at=LATER)

    hold(acme, bills[0])

    with in_public():
        assert Accrual.objects.recoverable().unheld().count() == 1


def test_an_invoice_of_the_same_number_in_another_shop_is_not_held(acme, globex, bills):
    hold_shares(
        tenant_id=globex.uuid,
        invoice_number=bills[0].number,
        reason=ShareHold.DISPUTE,
        reference="dp_1",
        at=NOON,
    )

    with in_public():
        assert not held_back().exists()


def test_the_seller_reads_what_is_held_back_and_why(acme, globex, bills, client_for):
    hold(acme, bills[0])
    seller = sign_in(client_for(acme), a_person(role="reseller", tenant=acme), acme)
    other = sign_in(client_for(globex), a_person(role="reseller", tenant=globex), globex)

    page = seller.get("/desk/earnings/").content.decode()

    assert "Held back: the payment is disputed" in page
    assert "Until it is decided" in page
    assert bills[0].number in page
    mine = earnings_of(party_kind="tenant", party_ref=acme.uuid, currency="EUR", at=LATER)
    assert mine.held_back == share_of(bills[0]).amount
    assert mine.payable == euros(19 * mine.held_back.minor)
    assert "Held back: the payment is disputed" not in other.get("/desk/earnings/").content.decode()
    assert "Held back: the payment is disputed" in seller.get("/desk/earnings/?as=csv").text


def test_another_try_pays_nothing_that_is_held_by_then(acme, bills):
    run = a_released_run()
    with in_public():
        transfer = run.transfers.get()
        fail_transfer(transfer_id=transfer.pk, reason="no such account", at=LATER)
    hold(acme, bills[0])

    with in_public():
        fresh = retry_transfer(transfer_id=transfer.pk, by=MAYA, at=LATER)

    assert fresh.amount_minor == 19 * share_of(bills[1]).amount_minor
    assert share_of(bills[0]).state == Accrual.PAYABLE
