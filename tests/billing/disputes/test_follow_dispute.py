"""What a payer's bank does with a payment, and what of it reaches books, shares and people."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError, connection

from billing.disputes.usecases.read_dispute import read_dispute
from billing.invoicing.models import CreditNote, Refund
from billing.invoicing.usecases.follow_dispute import follow_dispute
from billing.invoicing.usecases.follow_refunds import follow_refunds
from billing.invoicing.usecases.refund_invoice import PaymentDisputed, refund_invoice
from billing.invoicing.usecases.undo_refund import undo_refund
from billing.ledger.queries import balance
from billing.settlement.models import Accrual, ShareHold
from kith.wall import in_public, in_tenant
from tenants.registry.models import Tenant
from tests.factories.accounts import a_person
from tests.factories.disputes import (
    NOW,
    a_bill_paid_by_card,
    is_held,
    left_of,
    shares_of,
    the_dispute,
)
from tests.factories.invoicing import a_refund
from tests.factories.ledger import euros
from tests.factories.settlement import a_frozen_run, a_paid_run, a_payee

LONG_AGO = NOW - timedelta(days=100)


@pytest.fixture
def owner(acme):
    with in_public():
        person = a_person(role="reseller", tenant=acme)
        Tenant.objects.filter(pk=acme.uuid).update(owner_id=person.pk)
    return person


def share(bill):
    with in_public():
        return shares_of(bill).get(kind="seller")


def in_books(code):
    with in_public():
        return balance(code=code, currency="EUR")


@contextmanager
def dying_at_note(nth: int) -> Iterator[None]:
    """Lose the database as the nth note of the block is about to be written."""
    written = 0

    def write(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal written
        is_note = sql.startswith('INSERT INTO "invoicing_creditnote" ')
        written += is_note
        if is_note and written == nth:
            raise OperationalError("the server closed the connection")
        return execute(sql, *rest)

    with connection.execute_wrapper(write), pytest.raises(OperationalError):
        yield


def test_an_opened_dispute_holds_the_shares_back_and_stands_in_the_books(bill, news, fake_stripe):
    fake_stripe.control.dispute(bill.payment)

    news.arrive()

    dispute = the_dispute()
    assert (dispute.status, dispute.invoice_number) == ("needs_response", bill.number)
    assert is_held(bill)
    assert in_books("held:disputes") == euros(1_200)
    assert in_books("expense:stripe_fees") == euros(2_000)
    assert left_of(bill) == share(bill).amount_minor


def test_a_won_dispute_releases_what_was_held(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    news.arrive()

    fake_stripe.control.decide(name, "won")
    news.arrive()

    assert the_dispute().status == "won"
    assert not is_held(bill)
    assert in_books("held:disputes") == euros(0)
    assert left_of(bill) == share(bill).amount_minor
    assert not CreditNote.objects.exists()


def test_a_lost_dispute_is_taken_back_at_the_original_split(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()

    assert left_of(bill) == 0
    assert share(bill).state == Accrual.REVERSED
    note = CreditNote.objects.get()
    assert (note.total, note.reason) == (euros(1_200), "Taken back by the customer’s bank")
    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(1_200)
    assert in_books("held:disputes") == euros(0)
    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (1_200, 0)


def test_of_a_share_that_was_paid_the_next_run_sets_it_off(acme, news, fake_stripe):
    a_payee(party_ref=acme.uuid)
    bills = [a_bill_paid_by_card(fake_stripe, at=LONG_AGO) for _ in range(20)]
    a_paid_run(at=NOW)
    name = fake_stripe.control.dispute(bills[0].payment)["id"]
    news.arrive()
    assert not is_held(bills[0])

    fake_stripe.control.decide(name, "lost")
    news.arrive()

    with in_public():
        owed = Accrual.objects.recoverable().get()
    assert owed.amount_minor == -share(bills[0]).amount_minor


def test_a_run_skips_the_disputed_share_and_pays_the_others(acme, news, fake_stripe):
    a_payee(party_ref=acme.uuid)
    bills = [a_bill_paid_by_card(fake_stripe, at=LONG_AGO) for _ in range(20)]
    fake_stripe.control.dispute(bills[0].payment)
    news.arrive()

    run = a_frozen_run(at=NOW)

    assert run.total_minor == 19 * share(bills[1]).amount_minor


def test_what_is_lost_after_a_win_and_won_after_a_loss_ends_right(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    for outcome in ("won", "reopened"):
        fake_stripe.control.decide(name, outcome)
        news.arrive()
    assert is_held(bill)
    assert the_dispute().turn == 1

    fake_stripe.control.decide(name, "lost")
    news.arrive()
    assert left_of(bill) == 0

    fake_stripe.control.decide(name, "won")
    news.arrive()
    assert left_of(bill) == share(bill).amount_minor
    assert [note.total for note in CreditNote.objects.order_by("number")] == [
        euros(1_200),
        euros(-1_200),
    ]
    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(0)


def test_an_inquiry_holds_nothing_until_it_is_escalated(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment, is_inquiry=True)["id"]
    news.arrive()
    assert (the_dispute().is_inquiry, is_held(bill)) == (True, False)
    assert in_books("held:disputes") == euros(0)

    fake_stripe.control.decide(name, "escalated")
    news.arrive()

    assert is_held(bill)


def test_an_inquiry_may_come_to_nothing(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment, is_inquiry=True)["id"]
    fake_stripe.control.decide(name, "warning_closed")

    news.arrive()

    assert the_dispute().status == "warning_closed"
    assert not is_held(bill)


@pytest.mark.parametrize("parts", [[333], [333, 333], [333, 333, 534]])
def test_parts_of_a_payment_are_taken_back_to_the_cent(bill, news, fake_stripe, parts):
    names = [fake_stripe.control.dispute(bill.payment, amount=part)["id"] for part in parts]
    news.arrive()
    assert is_held(bill)

    for name in names:
        fake_stripe.control.decide(name, "lost")
        news.arrive()

    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded_minor == sum(parts)
    assert not is_held(bill)
    assert (left_of(bill) == 0) == (sum(parts) == 1_200)


def test_more_than_the_sale_still_has_is_the_telcos_to_lose(bill, news, fake_stripe):
    fake_stripe.control.refund_at_desk(bill.payment, amount=500)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()

    dispute = the_dispute()
    assert (dispute.taken_minor, dispute.absorbed_minor) == (700, 500)
    assert in_books("expense:disputes") == euros(500)


def test_nobody_refunds_what_a_bank_has(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    news.arrive()
    request = {
        "invoice_id": bill.invoice.pk,
        "amount": None,
        "reason": "sorry",
        "requested_by": None,
        "at": NOW,
    }

    with pytest.raises(PaymentDisputed):
        refund_invoice(**request, key="one")
    assert not Refund.objects.exists()
    fake_stripe.control.decide(name, "won")
    news.arrive()

    assert refund_invoice(**request, key="two").amount == euros(1_200)


def test_a_payment_of_nobody_is_the_telcos_to_lose(news, fake_stripe):
    payment = fake_stripe.control.charge(amount=700)["payment_intent"]
    name = fake_stripe.control.dispute(payment)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()

    assert (the_dispute().tenant_id, the_dispute().absorbed_minor) == (None, 700)
    assert in_books("expense:disputes") == euros(700)


def test_a_payment_that_is_not_in_the_books_yet_is_waited_for(acme, news, fake_stripe):
    bill = a_bill_paid_by_card(fake_stripe, is_accrued=False)
    fake_stripe.control.dispute(bill.payment)

    news.arrive()

    with in_public():
        assert ShareHold.objects.standing().get().invoice_number == bill.number


def test_the_seller_is_told_once_of_each_thing(bill, owner, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    news.arrive(copies=3)
    fake_stripe.control.decide(name, "won")
    news.arrive(copies=3)

    told = [letter for letter in mail.outbox if letter.to == [owner.email]]
    assert [letter.subject for letter in told] == [
        f"A customer’s bank disputes invoice {bill.number}",
        f"The dispute of invoice {bill.number} is over",
    ]
    assert "€12.00" in told[0].body


def test_another_shop_feels_nothing_of_it(bill, globex, news, fake_stripe):
    with in_tenant(globex):
        theirs = a_bill_paid_by_card(fake_stripe)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()

    assert not is_held(theirs)
    assert left_of(theirs) == share(theirs).amount_minor
    with in_tenant(globex):
        assert not CreditNote.objects.exists()


def test_a_refund_of_ours_and_a_lost_part_sum_to_the_cent(bill, news, fake_stripe):
    a_refund(bill.invoice, minor=500, at=NOW)
    name = fake_stripe.control.dispute(bill.payment, amount=700)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()

    assert left_of(bill) == 0


def test_what_is_lost_stays_held_until_it_is_taken(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    news.arrive()
    fake_stripe.control.decide(name, "lost")
    read_dispute(dispute_id=name, at=NOW + timedelta(hours=1))

    with dying_at_note(1):
        follow_dispute(dispute_id=name, at=NOW)
    assert is_held(bill)

    follow_dispute(dispute_id=name, at=NOW)
    assert left_of(bill) == 0
    with in_public():
        assert not ShareHold.objects.standing().exists()


def test_what_is_taken_anew_is_held_meanwhile(bill, news, fake_stripe):
    refund = a_refund(bill.invoice, minor=500, at=NOW)
    name = fake_stripe.control.dispute(bill.payment, amount=1_000)["id"]
    fake_stripe.control.decide(name, "lost")
    news.arrive()
    assert the_dispute().taken_minor == 700
    undo_refund(refund_id=refund.pk, reason="It did not arrive", at=NOW)

    # The first note gives back what was taken, the second takes what is lost by now.
    with dying_at_note(2):
        follow_dispute(dispute_id=name, at=NOW)
    assert is_held(bill)

    follow_dispute(dispute_id=name, at=NOW)
    assert the_dispute().taken_minor == 1_000
    assert not is_held(bill)


def test_a_refund_heard_of_after_the_dispute_was_lost_comes_first(bill, news, fake_stripe):
    fake_stripe.control.refund_at_desk(bill.payment, amount=500)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")
    read_dispute(dispute_id=name, at=NOW)
    follow_dispute(dispute_id=name, at=NOW)
    assert the_dispute().taken_minor == 1_200

    news.arrive()

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (700, 500)
    assert left_of(bill) == 0
    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(1_200)


def test_what_makes_room_for_a_refund_is_held_until_it_is_taken_anew(bill, fake_stripe):
    fake_stripe.control.refund_at_desk(bill.payment, amount=500)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")
    read_dispute(dispute_id=name, at=NOW)
    follow_dispute(dispute_id=name, at=NOW)

    with dying_at_note(2):
        follow_refunds(payment_reference=bill.payment, at=NOW)
    assert is_held(bill)

    follow_refunds(payment_reference=bill.payment, at=NOW)
    assert is_held(bill)
    follow_dispute(dispute_id=name, at=NOW)
    assert (left_of(bill), is_held(bill)) == (0, False)


def test_the_seller_is_told_each_time_a_bank_thinks_again(bill, owner, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    for decisions in (["lost"], ["won"], ["reopened", "lost"]):
        for one in decisions:
            fake_stripe.control.decide(name, one)
        news.arrive()

    subjects = [letter.subject for letter in mail.outbox]
    assert subjects.count(f"The dispute of invoice {bill.number} is lost") == 2
    assert subjects.count(f"The dispute of invoice {bill.number} is over") == 1
