"""What the processor tells us is believed when signed, kept once, applied once."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from billing.invoicing.events import InvoicePaid
from billing.invoicing.models import Invoice, Payment
from billing.invoicing.usecases.accrue_invoice import accrue_invoice
from billing.invoicing.usecases.open_invoice_checkout import open_invoice_checkout
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from billing.invoicing.usecases.record_payout import record_payout
from billing.ledger.models import Journal
from billing.settlement.doors import WEBHOOKS
from billing.settlement.events import InvoicePaymentReceived, PayoutArrived, WebhookReceived
from billing.settlement.models import Accrual, Payee, PaymentRoute, WebhookEvent
from billing.settlement.usecases.apply_webhook import apply_webhook
from billing.settlement.usecases.fetch_missed_events import fetch_missed_events
from billing.settlement.usecases.onboard_payee import onboard_payee
from kith.faults import reference_in
from kith.outbox.models import Letter
from kith.outbox.reactions import Reaction, reacting
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import an_invoice

DOOR = "/webhooks/stripe"
RETURN = "http://acme.kith.localhost/my/"


@pytest.fixture(autouse=True)
def _wired():
    with reacting(
        {
            WebhookReceived: [Reaction(apply_webhook, atomic=False)],
            InvoicePaymentReceived: [record_arrived_payment],
            InvoicePaid: [accrue_invoice],
            PayoutArrived: [record_payout],
        }
    ):
        yield


@pytest.fixture
def network(client_for):
    return client_for(None)


@pytest.fixture
def paid(acme, fake_stripe):
    """An invoice of acme, paid on the hosted page, and the event that says so."""
    fake_stripe.control.reset()
    invoice = an_invoice(prices=(1_200,))
    open_invoice_checkout(
        invoice_id=invoice.pk, return_url=RETURN, cancel_url=RETURN, at=datetime.now(UTC)
    )
    with in_public():
        checkout = PaymentRoute.objects.get().checkout_id
    fake_stripe.control.pay(checkout)
    return invoice, fake_stripe.control.deliveries("checkout.session.completed")[0]


def knock(network, fake_stripe, delivery, *, door=DOOR, **signed):
    body, signature = fake_stripe.signed(delivery, **signed)
    return network.post(
        door, body, content_type="application/json", headers={"Stripe-Signature": signature}
    )


def test_the_same_event_ten_times_pays_once(paid, network, fake_stripe, drain_outbox):
    invoice, delivery = paid

    answers = [knock(network, fake_stripe, delivery).status_code for _ in range(10)]
    drain_outbox()
    knock(network, fake_stripe, delivery)
    drain_outbox()

    assert answers == [200] * 10
    invoice.refresh_from_db()
    assert invoice.is_paid
    assert Payment.objects.count() == 1
    with in_public():
        assert WebhookEvent.objects.count() == 1
        assert Accrual.objects.count() == 1


def test_a_payment_heard_of_late_is_booked_when_it_was_made(
    paid, network, fake_stripe, drain_outbox
):
    invoice, delivery = paid
    made_at = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    event = json.loads(delivery["body"]) | {"created": int(made_at.timestamp())}

    knock(network, fake_stripe, delivery | {"body": json.dumps(event)})
    drain_outbox()

    invoice.refresh_from_db()
    assert (invoice.paid_at, Payment.objects.get().received_at) == (made_at, made_at)
    with in_public():
        assert Journal.objects.get(kind="payment").effective_at == made_at
        assert Accrual.objects.get().accrued_at == made_at


def test_no_other_shop_hears_of_it(paid, network, fake_stripe, drain_outbox, globex):
    _, delivery = paid
    knock(network, fake_stripe, delivery)
    drain_outbox()

    with in_tenant(globex):
        assert not Payment.objects.exists()
        assert not Invoice.objects.exists()


def test_whose_payment_it_is_stands_in_our_map_whatever_the_event_says(
    paid, network, fake_stripe, drain_outbox, globex
):
    invoice, delivery = paid
    with in_tenant(globex):
        theirs = an_invoice(prices=(1_200,))
    event = json.loads(delivery["body"])
    event["data"]["object"] |= {
        "client_reference_id": str(theirs.pk),
        "metadata": {"tenant": str(globex.uuid), "invoice": str(theirs.pk)},
    }

    assert knock(network, fake_stripe, delivery | {"body": json.dumps(event)}).status_code == 200
    drain_outbox()

    invoice.refresh_from_db()
    assert invoice.is_paid
    with in_tenant(globex):
        assert not Payment.objects.exists()


def test_an_event_that_names_a_charge_of_another_payment_pays_nothing(acme, fake_stripe):
    fake_stripe.control.reset()
    payment, charge = fake_stripe.control.charge(amount=1_200), uuid4()
    with in_public():
        PaymentRoute.objects.create(
            checkout_id=f"charge:{charge}",
            tenant_id=acme.uuid,
            invoice_id=uuid4(),
            created_at=NOON,
        )
        subject = {"id": payment["payment_intent"], "metadata": {"charge": str(charge)}}
        event = an_event("payment_intent.succeeded", subject)

        assert apply_webhook(webhook_id=event.pk, at=NOON).outcome == "not paid yet"
        assert not Letter.objects.filter(event="charge.succeeded").exists()


def test_what_was_told_while_our_door_was_shut_for_days_is_fetched_and_pays_once(
    paid, network, fake_stripe, drain_outbox
):
    invoice, delivery = paid
    later = datetime.now(UTC) + timedelta(days=3)

    with in_public():
        an_event("customer.created", {"id": "cus_1"})
        assert [fetch_missed_events(at=later), fetch_missed_events(at=later)] == [1, 0]
    drain_outbox()
    knock(network, fake_stripe, delivery)
    drain_outbox()

    invoice.refresh_from_db()
    assert invoice.is_paid
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_signature_of_another_day_is_refused(paid, network, fake_stripe, hours):
    _, delivery = paid
    at = datetime.now(UTC) + timedelta(hours=hours)

    assert knock(network, fake_stripe, delivery, at=at).status_code == 400
    with in_public():
        assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (b"{}", ""),
        (b"{}", "t=1,v1=00"),
        (b"{}", "v0=00"),
        (b"\xff\xfe", "t=1,v1=00"),
        (b"x" * (256 * 1024 + 1), "t=1,v1=00"),
    ],
)
def test_what_is_not_signed_is_refused_and_kept_nowhere(network, fake_stripe, body, signature):
    answer = network.post(
        DOOR, body, content_type="application/json", headers={"Stripe-Signature": signature}
    )

    assert answer.status_code == 400
    with in_public():
        assert not WebhookEvent.objects.exists()
        assert not Letter.objects.filter(event="webhook.received").exists()


def test_a_signed_event_with_what_no_table_holds_is_kept_and_its_payment_booked(
    paid, network, fake_stripe, drain_outbox
):
    invoice, delivery = paid
    event = json.loads(delivery["body"])
    event["data"]["object"]["metadata"]["note"] = "a\x00b\ud800"

    assert knock(network, fake_stripe, delivery | {"body": json.dumps(event)}).status_code == 200
    drain_outbox()

    invoice.refresh_from_db()
    assert invoice.is_paid


@pytest.mark.parametrize(
    ("member", "value", "status"),
    [
        ("type", "x" * 300, 200),
        ("api_version", "x" * 300, 200),
        ("id", "e" * 400, 400),
        ("account", "a" * 400, 400),
        ("account", ["a"], 400),
        ("more", float("inf"), 400),
    ],
)
def test_a_signed_event_of_an_odd_size_is_kept_or_refused(
    paid, network, fake_stripe, member, value, status
):
    _, delivery = paid

    body = json.dumps(json.loads(delivery["body"]) | {member: value})

    assert knock(network, fake_stripe, delivery | {"body": body}).status_code == status


def test_an_event_at_the_wrong_door_is_refused(paid, network, fake_stripe):
    _, delivery = paid

    answer = knock(network, fake_stripe, delivery, door=f"{DOOR}/connect")

    assert answer.status_code == 400


def test_a_live_event_is_refused_where_money_is_not_real(paid, network, fake_stripe, settings):
    _, delivery = paid
    settings.STRIPE_SECRET_KEY = "sk_live_kith"

    assert knock(network, fake_stripe, delivery).json()["code"] == "webhook.wrong_mode"


def test_a_page_that_was_paid_is_told_twice_and_one_letter_is_enough(paid, network, fake_stripe):
    _, delivery = paid
    [payment] = fake_stripe.control.deliveries("payment_intent.succeeded")

    assert [knock(network, fake_stripe, one).status_code for one in (delivery, payment)] == [
        200
    ] * 2

    with in_public():
        assert WebhookEvent.objects.get(type=payment["type"]).outcome == "not for us"
        assert Letter.objects.filter(event="webhook.received").count() == 1


@pytest.mark.parametrize("named", [{"charge": "b2c7"}, None, "charge", {}])
def test_a_payment_names_a_charge_or_none(public, named):
    event = an_event("payment_intent.succeeded", {"id": "pi_1", "metadata": named})

    assert event.charge_named == ("b2c7" if named == {"charge": "b2c7"} else "")


def an_event(kind, content):
    return WebhookEvent.objects.create(
        endpoint="platform",
        event_id=f"evt_{kind}",
        type=kind,
        livemode=False,
        body={"data": {"object": content}},
        received_at=NOON,
    )


def test_an_event_that_comes_before_our_own_commit_is_tried_again(public, fake_stripe):
    event = an_event("checkout.session.completed", {"id": "cs_not_ours_yet"})

    for attempt in range(1, 8):
        with pytest.raises(LookupError):
            apply_webhook(webhook_id=event.pk, at=NOON)
        event.refresh_from_db()
        assert (event.attempts, event.parked_at) == (attempt, None)

    assert apply_webhook(webhook_id=event.pk, at=NOON).parked_at == NOON
    event.refresh_from_db()
    assert event.last_error == reference_in(event.last_error) != ""


def test_an_event_nobody_needs_is_kept_and_done(public, fake_stripe):
    event = an_event("customer.created", {"id": "cus_1"})

    assert apply_webhook(webhook_id=event.pk, at=NOON).outcome == "not for us"


def test_a_payee_is_ready_when_the_processor_says_so_and_not_before(
    acme, network, fake_stripe, drain_outbox
):
    fake_stripe.control.reset()
    onboard_payee(
        party_kind="tenant",
        party_ref=acme.uuid,
        email="maya@example.org",
        country="ES",
        return_url=RETURN,
        refresh_url=RETURN,
        by=None,
        at=NOON,
    )
    with in_public():
        payee = Payee.objects.get()
        assert not payee.is_reachable
    fake_stripe.control.set_payouts(payee.stripe_account, is_enabled=True)

    for delivery in fake_stripe.control.deliveries("account.updated"):
        assert knock(network, fake_stripe, delivery, door=f"{DOOR}/connect").status_code == 200
    drain_outbox()

    with in_public():
        payee.refresh_from_db()
    assert payee.is_reachable


def test_two_clicks_open_one_account(acme, fake_stripe):
    for _ in range(2):
        onboard_payee(
            party_kind="tenant",
            party_ref=acme.uuid,
            email="maya@example.org",
            country="ES",
            return_url=RETURN,
            refresh_url=RETURN,
            by=None,
            at=NOON,
        )

    with in_public():
        assert Payee.objects.get().onboarding_started_at == NOON


def test_what_was_applied_is_dropped_after_two_years_and_what_was_not_stays(public):
    kept = [an_event("parked", {}), an_event("applied.lately", {})]
    gone = an_event("applied.long_ago", {})
    later = NOON + timedelta(days=1000)
    kept[1].handled_at = later - timedelta(days=729)
    gone.handled_at = later - timedelta(days=731)
    kept[1].save()
    gone.save()

    assert WEBHOOKS.sweep(at=later) == 1
    assert set(WebhookEvent.objects.all()) == set(kept)
