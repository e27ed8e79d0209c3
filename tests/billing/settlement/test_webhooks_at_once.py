"""The same news eight times at once, for real: committed, and taken away again."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from billing.invoicing.models import Payment
from billing.invoicing.usecases.open_invoice_checkout import open_invoice_checkout
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from billing.ledger.models import Journal
from billing.settlement.models import PaymentRoute, WebhookEvent
from billing.settlement.usecases.apply_webhook import apply_webhook
from kith.outbox.models import Letter
from kith.wall import in_public, in_tenant, on_side
from tests.at_once import AT_ONCE, taken_away, together
from tests.factories.invoicing import an_invoice

pytestmark = pytest.mark.fault

RETURN = "http://acme.kith.localhost/my/"


@pytest.fixture
def acme(house) -> Iterator[object]:
    """A shop whose rows are committed, and gone after the test."""
    shop = house["acme"]
    apps = "settlement|ledger|entities|invoicing|series|audit|outbox|limits"
    with taken_away("public", shop.schema_name, apps=apps):
        yield shop


@pytest.fixture
def paid(acme, fake_stripe):
    """An open invoice that was paid on its page, and the event that says so."""
    fake_stripe.control.reset()
    with in_tenant(acme):
        invoice = an_invoice(prices=(1_200,))
        open_invoice_checkout(
            invoice_id=invoice.pk, return_url=RETURN, cancel_url=RETURN, at=datetime.now(UTC)
        )
    with in_public():
        fake_stripe.control.pay(PaymentRoute.objects.get().checkout_id)
    return invoice, fake_stripe.control.deliveries("checkout.session.completed")[0]


def test_an_event_told_eight_times_at_once_is_kept_applied_and_booked_once(acme, paid, fake_stripe):
    invoice, delivery = paid
    body, signature = fake_stripe.signed(delivery)

    def knock(_: int) -> int:
        browser = Client(headers={"host": "kith.localhost", "Stripe-Signature": signature})
        return browser.post("/webhooks/stripe", body, content_type="application/json").status_code

    assert together(lambda: on_side(None), knock) == [200] * AT_ONCE
    with in_public():
        kept = WebhookEvent.objects.get()
        assert Letter.objects.filter(event="webhook.received").count() == 1

    together(in_public, lambda n: apply_webhook(webhook_id=kept.pk, at=datetime.now(UTC)))
    with in_public():
        told = Letter.objects.get(event="invoice.payment_received").payload
    assert told["invoice_id"] == str(invoice.pk)

    def hear(_: int) -> Payment | None:
        return record_arrived_payment(
            invoice_id=invoice.pk,
            payment_reference=told["payment_reference"],
            at=datetime.now(UTC),
        )

    together(lambda: in_tenant(acme), hear)
    with in_tenant(acme):
        assert Payment.objects.count() == 1
        assert Journal.objects.filter(kind="payment").count() == 1
    with in_public():
        assert not Letter.objects.filter(event="overpayment.arrived").exists()
