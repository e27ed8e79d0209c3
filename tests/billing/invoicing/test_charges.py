"""Renewals charge the saved card once, whatever breaks on the way."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from django.db import IntegrityError, transaction

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.hosted_pages import ChargeUnderWay
from billing.invoicing.models import Charge, CheckoutSession, Invoice, Payment
from billing.invoicing.usecases.open_invoice_checkout import open_invoice_checkout
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.send_charge import send_charge
from billing.settlement.models import PaymentRoute
from catalog.lines.usecases.renew_line import renew_line
from kith.wall import in_public, in_tenant
from outside.stripe.testing import DECLINED_LATER, PAYS, FakeStripe
from tests.clock import NOON
from tests.factories.cards import a_frozen_charge, a_renewal, a_saved_card
from tests.factories.lines import a_line

URL = "http://acme.kith.localhost/my/"
NOW = datetime.now(UTC)
CHARGES = "POST /v1/payment_intents"


@pytest.fixture(autouse=True)
def _now(acme, fake_stripe):
    fake_stripe.control.reset()
    yield
    assert faults_of_the_house().faults == []


def charged(fake_stripe: FakeStripe) -> int:
    """Count the charges that went through at the stand-in."""
    headers = {"Authorization": "Bearer sk_test_kith"}
    with httpx.Client(base_url=fake_stripe.base, headers=headers, trust_env=False) as client:
        found = client.get("/v1/charges", params={"limit": 100}).json()["data"]
    return sum(one["status"] == "succeeded" for one in found)


def test_a_renewal_pays_itself(fake_stripe, drain_outbox):
    line = a_line(person_id=uuid4())
    card = a_saved_card(fake_stripe, person_id=line.person_id)

    renew_line(line_id=line.pk, at=datetime(2026, 4, 1, 12, tzinfo=UTC))
    drain_outbox()

    invoice = Invoice.objects.get()
    charge = Charge.objects.get()
    assert (invoice.is_paid, charge.state, charge.card) == (True, Charge.PAID, card)
    payment = Payment.objects.get()
    assert (payment.key, payment.amount) == (charge.payment_intent, line.price)
    assert charged(fake_stripe) == 1


def test_without_a_card_the_bill_waits_as_ever(fake_stripe, drain_outbox):
    line = a_line(person_id=uuid4())
    a_saved_card(fake_stripe, person_id=uuid4())

    renew_line(line_id=line.pk, at=datetime(2026, 4, 1, 12, tzinfo=UTC))
    drain_outbox()

    assert not Invoice.objects.get().is_paid
    assert not Charge.objects.exists()


def test_a_card_pays_only_where_it_is_kept(fake_stripe, globex):
    person = uuid4()
    a_saved_card(fake_stripe, person_id=person)

    with in_tenant(globex):
        a_renewal(person_id=person)
        assert not Charge.objects.exists()


def test_a_charge_is_frozen_once_and_sent_once(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    again = schedule_charge(invoice_id=charge.invoice_id, turn=1, at=NOW)

    for _ in range(3):
        send_charge(charge_id=charge.pk, at=NOW)

    assert again == charge
    assert charged(fake_stripe) == 1
    assert Payment.objects.count() == 1


def test_what_was_frozen_never_changes(fake_stripe):
    charge = a_frozen_charge(fake_stripe)

    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Charge.objects.filter(pk=charge.pk).update(amount_minor=1)


def test_a_bill_paid_by_hand_meanwhile_is_not_charged(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    invoice = charge.invoice
    Charge.objects.filter(pk=charge.pk).update(state=Charge.FAILED, reason=Charge.NOT_DUE)
    open_invoice_checkout(invoice_id=invoice.pk, return_url=URL, cancel_url=URL, at=NOW)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.FROZEN, reason="")
    fake_stripe.control.pay(CheckoutSession.objects.get().stripe_id)

    waiting = send_charge(charge_id=charge.pk, at=NOW)

    assert (waiting.state, waiting.wait_until) == (Charge.FROZEN, NOW + timedelta(minutes=1))
    assert charged(fake_stripe) == 1


def test_an_open_page_is_closed_before_the_card_is_charged(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.FAILED, reason=Charge.NOT_DUE)
    open_invoice_checkout(invoice_id=charge.invoice_id, return_url=URL, cancel_url=URL, at=NOW)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.FROZEN, reason="")

    send_charge(charge_id=charge.pk, at=NOW)

    session = CheckoutSession.objects.get()
    assert session.ended_at is not None
    answer = httpx.get(session.url, trust_env=False)
    assert answer.status_code == 410


def test_a_page_somebody_is_just_opening_is_waited_for(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    CheckoutSession.objects.create(
        key="checkout:test",
        invoice_id=charge.invoice_id,
        amount_minor=1200,
        currency="EUR",
        created_at=NOW,
        expires_at=NOW,
    )

    assert send_charge(charge_id=charge.pk, at=NOW).state == Charge.FROZEN
    later = NOW + timedelta(minutes=3)
    assert send_charge(charge_id=charge.pk, at=later).state == Charge.PAID


def test_nobody_pays_by_hand_while_the_card_is_charged(fake_stripe):
    charge = a_frozen_charge(fake_stripe)

    with pytest.raises(ChargeUnderWay):
        open_invoice_checkout(invoice_id=charge.invoice_id, return_url=URL, cancel_url=URL, at=NOW)

    assert not CheckoutSession.objects.filter(invoice_id=charge.invoice_id).exists()


@pytest.mark.parametrize("fault", ["drop_after", "500_after"])
def test_an_answer_that_is_lost_is_found_at_the_processor(fake_stripe, fault):
    charge = a_frozen_charge(fake_stripe)
    fake_stripe.control.fail(CHARGES, fault, count=3)

    lost = send_charge(charge_id=charge.pk, at=NOW)
    assert lost.state == Charge.UNKNOWN
    assert not Payment.objects.exists()
    found = send_charge(charge_id=charge.pk, at=NOW + timedelta(minutes=6))

    assert found.state == Charge.PAID
    assert (charged(fake_stripe), Payment.objects.count()) == (1, 1)


def test_a_refusal_whose_answer_was_lost_is_found_too(fake_stripe):
    charge = a_frozen_charge(fake_stripe, number=DECLINED_LATER)
    fake_stripe.control.fail(CHARGES, "drop_after", count=3)
    send_charge(charge_id=charge.pk, at=NOW)

    found = send_charge(charge_id=charge.pk, at=NOW + timedelta(minutes=6))

    assert (found.state, found.reason) == (Charge.FAILED, "generic_decline")


def test_a_worker_that_died_at_the_call_leaves_nothing_behind(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.SENDING, first_sent_at=NOW)

    send_charge(charge_id=charge.pk, at=NOW)

    charge.refresh_from_db()
    assert charge.state == Charge.PAID
    assert charged(fake_stripe) == 1


def test_a_forgotten_key_is_used_again_only_after_two_empty_readings(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    fake_stripe.control.fail(CHARGES, "500_saved")
    send_charge(charge_id=charge.pk, at=NOW)
    fake_stripe.control.prune_keys()
    tomorrow = NOW + timedelta(hours=25)

    first = send_charge(charge_id=charge.pk, at=tomorrow)
    assert (first.state, charged(fake_stripe)) == (Charge.UNKNOWN, 0)
    early = send_charge(charge_id=charge.pk, at=tomorrow + timedelta(minutes=5))
    assert (early.state, charged(fake_stripe)) == (Charge.UNKNOWN, 0)
    second = send_charge(charge_id=charge.pk, at=tomorrow + timedelta(minutes=11))

    assert (second.state, charged(fake_stripe)) == (Charge.PAID, 1)


def test_a_busy_processor_is_asked_again_later(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    fake_stripe.control.fail(CHARGES, "429")

    waiting = send_charge(charge_id=charge.pk, at=datetime.now(UTC))

    assert (waiting.state, waiting.comes_back) == (Charge.FROZEN, True)
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert send_charge(charge_id=charge.pk, at=later).state == Charge.PAID


def test_our_own_fault_does_not_count_against_the_payer(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    charge.card.customer = "cus_of_nobody"
    charge.card.save()

    waiting = send_charge(charge_id=charge.pk, at=NOW)

    assert (waiting.state, waiting.wait_until) == (Charge.FROZEN, NOW + timedelta(hours=1))
    assert waiting.why == "The payment processor did not understand the request."


def test_a_card_taken_off_in_the_last_moment_is_not_charged(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    remove_card(person_id=charge.card.person_id, at=NOW)

    refused = send_charge(charge_id=charge.pk, at=NOW)

    assert (refused.state, refused.reason) == (Charge.FAILED, "no_card")
    assert charged(fake_stripe) == 0


def test_the_webhook_may_come_first_and_ten_times(fake_stripe, drain_outbox, client_for):
    charge = a_frozen_charge(fake_stripe)
    fake_stripe.control.fail(CHARGES, "drop_after", count=3)
    send_charge(charge_id=charge.pk, at=datetime.now(UTC))
    [delivery] = fake_stripe.control.deliveries("payment_intent.succeeded")
    network = client_for(None)

    for _ in range(10):
        body, signature = fake_stripe.signed(delivery)
        headers = {"Stripe-Signature": signature}
        answer = network.post(
            "/webhooks/stripe", body, content_type="application/json", headers=headers
        )
        assert answer.status_code == 200
    drain_outbox()
    charge.refresh_from_db()
    assert charge.state == Charge.PAID
    send_charge(charge_id=charge.pk, at=datetime.now(UTC))

    assert (Payment.objects.count(), charged(fake_stripe)) == (1, 1)


def test_the_answer_may_come_first(fake_stripe, drain_outbox, client_for):
    charge = a_frozen_charge(fake_stripe)
    send_charge(charge_id=charge.pk, at=datetime.now(UTC))
    [delivery] = fake_stripe.control.deliveries("payment_intent.succeeded")
    body, signature = fake_stripe.signed(delivery)

    client_for(None).post(
        "/webhooks/stripe",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )
    drain_outbox()

    assert Payment.objects.count() == 1
    with in_public():
        route = PaymentRoute.objects.get(checkout_id=f"charge:{charge.pk}")
    assert route.payment_intent == Payment.objects.get().key


def test_a_payment_the_books_do_not_know_is_named(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.PAID, payment_intent="pi_lost")

    assert [fault for fault in faults_of_the_house().faults if "pi_lost" in fault]

    Charge.objects.filter(pk=charge.pk).update(state=Charge.FAILED, reason=Charge.NOT_DUE)


def test_a_bill_is_charged_to_the_newest_card(fake_stripe):
    person = uuid4()
    a_saved_card(fake_stripe, person_id=person, number=DECLINED_LATER)
    newest = a_saved_card(fake_stripe, person_id=person, number=PAYS)

    charge = a_renewal(person_id=person, at=NOON).charges.get()

    assert charge.card == newest
    assert send_charge(charge_id=charge.pk, at=NOW).state == Charge.PAID
