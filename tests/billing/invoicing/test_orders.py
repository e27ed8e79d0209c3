"""An order from the payment page into the books, and back when it fails."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.hosted_pages import PAGES_OF_ONE_SHOP, AlreadyPaid
from billing.invoicing.models import CheckoutSession, Invoice, Payment, Refund
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.invoicing.usecases.record_payout import record_payout
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.ledger.queries import balance
from billing.settlement.events import PaymentSucceeded, PayoutArrived
from catalog.ordering.events import OrderFailed, OrderPaid
from catalog.ordering.usecases.cancel_order import cancel_order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from kith.limits.allowances import TooOften, spend
from kith.outbox import publish
from kith.outbox.reactions import reacting
from kith.wall import in_tenant, required_tenant
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


def confirm(order, *, reference="pi_1"):
    return confirm_payment(order_id=order.pk, payment_reference=reference, at=NOON)


def bill(order):
    return bill_paid_order(order_id=order.pk, payment_reference="pi_1", at=NOON)


def give_back(order):
    return refund_failed_order(
        order_id=order.pk, payment_reference="pi_1", reason="no network", at=NOON
    )


def test_a_double_click_on_pay_opens_one_page(order, fake_stripe):
    fake_stripe.control.reset()

    assert checkout(order) == checkout(order)
    assert CheckoutSession.objects.count() == 1


def test_one_shop_leaves_the_others_their_share_of_the_processor(order, globex, fake_stripe):
    fake_stripe.control.reset()
    now = datetime.now(UTC)
    first = checkout(order, at=now)
    for _ in range(PAGES_OF_ONE_SHOP.count - 1):
        spend("payment-page", by=str(required_tenant().uuid), rate=PAGES_OF_ONE_SHOP, at=now)

    with pytest.raises(TooOften):
        checkout(an_order(), at=now)
    assert checkout(order, at=now) == first
    with in_tenant(globex):
        an_offer(name="Coast 10")
        assert checkout(an_order(), at=now)


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


def test_a_paid_order_is_billed_once(order):
    confirm(order)

    assert bill(order).pk == bill(order).pk

    invoice = Invoice.objects.get()
    assert (invoice.is_paid, invoice.person_id is not None) == (True, True)
    assert Payment.objects.get().payment_reference == "pi_1"


def test_a_letter_of_an_older_deploy_finds_the_payment_with_the_order(order):
    confirm(order)

    bill_paid_order(order_id=order.pk, payment_reference="", at=NOON)

    assert Payment.objects.get().payment_reference == "pi_1"


def test_one_letter_of_the_payment_leads_to_the_order_and_the_books(order, drain_outbox):
    made_at = NOON + timedelta(days=2)
    publish(PaymentSucceeded(order_id=order.pk, payment_reference="pi_1", paid_at=made_at))
    with reacting({PaymentSucceeded: [confirm_payment], OrderPaid: [bill_paid_order]}):
        drain_outbox()

    order.refresh_from_db()
    payment = Payment.objects.get()
    assert payment.invoice.order_id == order.pk
    # However late it is heard of.
    assert {order.paid_at, payment.received_at, payment.invoice.issued_at} == {made_at}


def test_a_failed_order_gives_everything_back_once(order):
    confirm(order)
    bill(order)

    for _ in range(2):
        give_back(order)

    refund = Refund.objects.get()
    assert (refund.amount, refund.reason) == (order.total, "no network")


def test_a_failure_that_overtakes_the_bill_writes_it_and_gives_everything_back(order):
    confirm(order)

    give_back(order)
    bill(order)

    assert Refund.objects.get().amount == order.total
    assert (Invoice.objects.count(), Payment.objects.count()) == (1, 1)


def test_money_for_an_order_that_was_cancelled_goes_back(order, drain_outbox):
    cancel_order(order_id=order.pk, at=NOON)
    publish(PaymentSucceeded(order_id=order.pk, payment_reference="pi_1"))
    with reacting({PaymentSucceeded: [confirm_payment], OrderFailed: [refund_failed_order]}):
        drain_outbox()

    assert Refund.objects.get().payment.payment_reference == "pi_1"


def test_a_second_payment_of_an_order_goes_back_whole(acme, order, fake_stripe, drain_outbox):
    first, second = (
        fake_stripe.control.charge(amount=order.total_minor)["payment_intent"] for _ in range(2)
    )
    confirm(order, reference=first)
    for _ in range(2):
        confirm(order, reference=second)
    drain_outbox()

    assert Payment.objects.get().payment_reference == first
    given_back = [gateway().retrieve_payment(one).refunded.minor for one in (first, second)]
    assert given_back == [0, order.total_minor]


def test_a_payout_reaches_the_sellers_own_books(acme, drain_outbox):
    a_payee(party_ref=acme.uuid)
    paid_invoices(20)
    with reacting({PayoutArrived: [record_payout]}):
        a_paid_run()
        drain_outbox()

    assert balance(code="cash:payouts", currency="EUR") == euros(1_980)
    assert balance(code="receivable:platform", currency="EUR") == euros(0)
