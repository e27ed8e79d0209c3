"""A paid checkout is done by itself after two hours in which somebody was away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from billing.invoicing.models import Invoice
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.settlement.models import Accrual, PaymentRoute, WebhookEvent
from catalog.ordering.models import Order
from kith.outbox.models import Delivery
from kith.wall import in_public, in_tenant
from tests.catalog.network.simulated import network_simulator, simulator_of_session
from tests.factories.numbering import a_number_range, some_sims
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer
from tests.post import let_pass

__all__ = ["network_simulator", "simulator_of_session"]

URL = "http://acme.kith.localhost/orders/"
AWAY, AFTERWARDS = timedelta(hours=2), timedelta(hours=2)


@pytest.fixture
def paid(acme, globex, fake_stripe, network_simulator, client_for):
    """An order of acme, paid on the hosted page a moment ago, whose webhook came."""
    fake_stripe.control.reset()
    # Hours pass in a moment here: the limit a second would count them as one.
    fake_stripe.control.settings(per_second=0)
    with in_public():
        a_number_range(size=3)
        some_sims(count=3)
    an_offer(name="Coast 10")
    order = an_order()
    open_checkout(order_id=order.pk, return_url=URL, cancel_url=URL, at=timezone.now())
    with in_public():
        fake_stripe.control.pay(PaymentRoute.objects.get().checkout_id)
    body, signature = fake_stripe.signed(
        fake_stripe.control.deliveries("checkout.session.completed")[0]
    )
    answer = client_for(None).post(
        "/webhooks/stripe",
        body,
        content_type="application/json",
        headers={"Stripe-Signature": signature},
    )
    assert answer.status_code == 200
    return order


class ProcessorAway:
    def __init__(self, fake_stripe, **_):
        self._control = fake_stripe.control

    def begin(self, at):
        self._control.fail("*", "drop_before", count=100_000)

    def end(self, at):
        self._control.clear_faults()


class NetworkAway:
    def __init__(self, settings, **_):
        self._settings, self._url = settings, settings.NETWORK_URL

    def begin(self, at):
        self._settings.NETWORK_URL = "http://127.0.0.1:9"

    def end(self, at):
        self._settings.NETWORK_URL = self._url


@pytest.mark.parametrize("outage", [ProcessorAway, NetworkAway])
def test_a_paid_checkout_is_carried_out_after_two_hours_away(
    outage, paid, acme, globex, fake_stripe, settings
):
    away = outage(fake_stripe=fake_stripe, acme=acme, settings=settings)
    now = timezone.now()

    away.begin(now)
    now = let_pass(AWAY, start=now)
    assert not Order.objects.get(pk=paid.pk).is_active
    away.end(now)
    let_pass(AFTERWARDS, start=now)

    assert Order.objects.get(pk=paid.pk).is_active
    assert Invoice.objects.get().is_paid
    with in_public():
        assert WebhookEvent.objects.filter(parked_at__isnull=False).count() == 0
        assert not Delivery.objects.parked().exists()
        assert not Delivery.objects.filter(attempts__gt=0).exists()
        assert Accrual.objects.count() == 1
    with in_tenant(globex):
        assert not Invoice.objects.exists()
