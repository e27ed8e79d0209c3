"""An order from the payment page into the books, and back when it fails."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.hosted_pages import AlreadyPaid
from billing.invoicing.models import CheckoutSession, Invoice, Payment, Refund
from billing.invoicing.reactions import book_arrived_payout, record_order_payment
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.refund_failed_order import (
    PaymentNotRecordedYet,
    refund_failed_order,
)
from billing.ledger.queries import balance
from catalog.ordering.usecases.confirm_payment import confirm_payment
from kith.outbox.deliver import TryAgainLater
from kith.outbox.reactions import reacting
from tests.clock import NOON
from tests.factories.invoicing import paid_invoices
from tests.factories.ledger import euros
from tests.factories.ordering import an_order
from tests.factories.settlement import a_paid_run, a_payee
from tests.factories.storefront import an_offer

URL = "http://acme.kith.localhost/orders/"


@pytest.fixture
def order(acme):
    an_offer(name="Coast 10")
    yield an_order()
    assert faults_of_the_house().faults == []


def checkout(order, *, at=None):
    return open_checkout(
        order_id=order.pk, return_url=URL, cancel_url=URL, at=at or datetime.now(UTC)
    )


def pay(order, *, key="pi_1"):
    return record_payment(order_id=order.pk, key=key, payment_reference=key, at=NOON)


def confirm(order):
    return confirm_payment(order_id=order.pk, payment_reference="pi_1", at=NOON)


def test_a_double_click_on_pay_opens_one_page(order, fake_stripe):
    fake_stripe.control.reset()

    assert checkout(order) == checkout(order)
    assert CheckoutSession.objects.count() == 1


def test_a_page_that_ran_out_is_followed_by_a_new_one(order, fake_stripe):
    fake_stripe.control.reset()
    first = checkout(order)

    second = checkout(order, at=datetime.now(UTC) + timedelta(hours=2))

    assert first != second
    assert CheckoutSession.objects.filter(ended_at=None).count() == 1


def test_a_page_that_was_paid_is_not_followed_by_another(order, fake_stripe):
    fake_stripe.control.reset()
    checkout(order)
    fake_stripe.control.pay(CheckoutSession.objects.get().stripe_id)

    with pytest.raises(AlreadyPaid):
        checkout(order, at=datetime.now(UTC) + timedelta(hours=2))


def test_a_crash_before_the_page_was_written_down_opens_no_second_one(order, fake_stripe):
    fake_stripe.control.reset()
    first = checkout(order)
    CheckoutSession.objects.update(stripe_id=None, url="")

    assert checkout(order) == first


def test_a_paid_order_is_billed_once_whatever_comes_first(order):
    billed = issue_invoice(order_id=order.pk, at=NOON)
    pay(order)
    confirm(order)
    again = issue_invoice(order_id=order.pk, at=NOON)

    assert billed.pk == again.pk
    invoice = Invoice.objects.get()
    assert (invoice.is_paid, invoice.person_id is not None) == (True, True)


def test_the_payment_waits_for_the_order_to_know_its_buyer(order):
    with pytest.raises(TryAgainLater):
        record_order_payment(order_id=str(order.pk), payment_reference="pi_1")
    confirm(order)

    record_order_payment(order_id=str(order.pk), payment_reference="pi_1")

    assert Payment.objects.get().invoice.person_id is not None


def test_a_failed_order_gives_everything_back_once(order):
    confirm(order)
    pay(order)

    for _ in range(2):
        refund_failed_order(order_id=order.pk, reason="no network", at=NOON)

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason) == (order.total, "no network")


def test_a_failure_that_overtakes_the_payment_waits_for_it(order):
    confirm(order)

    with pytest.raises(PaymentNotRecordedYet):
        refund_failed_order(order_id=order.pk, reason="no network", at=NOON)


def test_an_order_nobody_paid_has_nothing_to_give_back(order):
    assert refund_failed_order(order_id=order.pk, reason="", at=NOON) is None


def test_a_payout_reaches_the_sellers_own_books(acme, drain_outbox):
    a_payee(party_ref=acme.uuid)
    paid_invoices(20)
    with reacting({"payout.arrived": [book_arrived_payout]}):
        a_paid_run()
        drain_outbox()

    assert balance(code="cash:payouts", currency="EUR") == euros(1_980)
    assert balance(code="receivable:platform", currency="EUR") == euros(0)
