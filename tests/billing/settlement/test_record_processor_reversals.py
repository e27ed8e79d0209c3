"""A transfer taken back at the processor's own desk, not by us."""

import pytest
from django.utils import timezone

from billing.invoicing.books import faults_of_the_house
from billing.ledger.queries import balance
from billing.settlement.models import Accrual, Reversal, ShareHold, Statement, Transfer
from billing.settlement.previews import run_preview
from billing.settlement.usecases.pay_again import NothingHeldBack, pay_again
from billing.settlement.usecases.record_processor_reversals import record_processor_reversals
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.send_transfer import send_transfer
from kith.wall import in_public
from tests.billing.news import news
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_refund, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, MAYA, a_payee, a_released_run

__all__ = ["news"]


@pytest.fixture
def bills(acme, globex, open_account):
    """Twenty bills of acme, whose shares were sent to its account."""
    a_payee(party_ref=acme.uuid, account=open_account())
    bills = paid_invoices(20)
    run = a_released_run()
    with in_public():
        for transfer in Transfer.objects.filter(run=run):
            send_transfer(transfer_id=transfer.pk, at=LATER)
    return bills


@pytest.fixture
def transfer(bills):
    with in_public():
        return Transfer.objects.get()


def owed_again():
    with in_public():
        return list(Accrual.objects.filter(key__startswith="owed_again:").order_by("pk"))


def assert_books_are_right():
    faults = faults_of_the_house().faults
    # The payments of these bills never were at the stand-in.
    assert [fault for fault in faults if "pi_" not in fault] == []


def test_what_was_taken_back_is_owed_again_and_held_back(acme, transfer, fake_stripe, news):
    fake_stripe.control.reverse_at_desk(transfer.transfer_reference, amount=500)

    news.arrive(copies=3)

    rows = owed_again()
    assert sum(row.amount_minor for row in rows) == 500
    with in_public():
        reversal = Reversal.objects.get()
        assert (reversal.state, reversal.amount, reversal.asked_by) == ("done", euros(500), None)
        assert set(Accrual.objects.open().with_hold().exclude(held_for="")) == set(rows)
        assert Statement.objects.get(reversal=reversal).total == euros(-500)
        assert balance(code="payable:payees", currency="EUR") == euros(-500)
    assert run_preview(currency="EUR", cut_off_at=timezone.now(), at=timezone.now()).total == euros(
        0
    )
    assert_books_are_right()


def test_it_settles_the_claw_backs_that_it_covers_first(acme, bills, transfer, fake_stripe, news):
    a_refund(bills[0], at=LATER)
    a_refund(bills[1], at=LATER)
    with in_public():
        owed = -sum(row.amount_minor for row in Accrual.objects.recoverable())

    fake_stripe.control.reverse_at_desk(transfer.transfer_reference, amount=owed + 30)
    news.arrive()

    with in_public():
        assert not Accrual.objects.recoverable().exists()
        assert balance(code="payable:payees", currency="EUR") == euros(-30)
    assert sum(row.amount_minor for row in owed_again()) == 30
    assert_books_are_right()


def test_a_reversal_of_our_own_is_not_adopted(bills, transfer, fake_stripe, news):
    a_refund(bills[0], at=LATER)
    with in_public():
        (mine,) = reverse_transfers(payee_id=transfer.payee_id, key="k", by=MAYA, at=LATER)
        send_reversal(reversal_id=mine.pk, at=LATER)

    news.arrive(copies=2)

    with in_public():
        assert Reversal.objects.get().pk == mine.pk
    assert owed_again() == []


def test_news_of_our_own_reversal_may_come_before_its_answer(bills, transfer, fake_stripe, news):
    a_refund(bills[0], at=LATER)
    fake_stripe.control.fail("POST /v1/transfers/*/reversals", "drop_after", count=3)
    with in_public():
        (mine,) = reverse_transfers(payee_id=transfer.payee_id, key="k", by=MAYA, at=LATER)
        send_reversal(reversal_id=mine.pk, at=LATER)

    news.arrive()

    with in_public():
        assert Reversal.objects.get().pk == mine.pk


def test_somebody_elses_transfer_is_not_ours_to_adopt(acme, fake_stripe):
    assert record_processor_reversals(transfer_reference="tr_other", at=LATER) == 0


def test_finance_says_that_it_is_paid_again(
    acme, globex, transfer, fake_stripe, news, client_for, drain_outbox
):
    fake_stripe.control.reverse_at_desk(transfer.transfer_reference, amount=1_500)
    news.arrive()
    with in_public():
        finance = sign_in(client_for(None), a_person(role="finance"))
        reader = sign_in(client_for(None), a_person(role="staff"))
        reversal = Reversal.objects.get()
    page = f"/staff/payees/{transfer.payee_id}/"
    door = f"/staff/reversals/{reversal.pk}/payment/"
    assert "A transfer was taken back at the payment processor" in finance.get(page).text
    assert door not in reader.get(page).text
    assert reader.post(door).status_code == 403

    assert "The next run pays it." in finance.post(door, follow=True).text

    assert finance.post(door).status_code == 409
    assert run_preview(currency="EUR", cut_off_at=timezone.now(), at=timezone.now()).total == euros(
        1_500
    )
    with in_public():
        assert not ShareHold.objects.standing().exists()
        with pytest.raises(NothingHeldBack):
            pay_again(reversal_id=reversal.pk, by=MAYA, at=LATER)


def test_the_sellers_own_books_follow(acme, transfer, fake_stripe, news, drain_outbox):
    drain_outbox()
    before = balance(code="cash:payouts", currency="EUR")

    fake_stripe.control.reverse_at_desk(transfer.transfer_reference, amount=500)
    news.arrive()

    assert balance(code="cash:payouts", currency="EUR") == before - euros(500)
