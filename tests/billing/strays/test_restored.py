"""A database put back to noon pays nobody twice, and loses nothing of what came after noon."""

from contextlib import suppress
from uuid import uuid4

import pytest
import time_machine

from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Charge, Invoice, Payment, Refund
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_refund import send_refund
from billing.settlement.models import Difference, Overpayment, PaymentRoute, Transfer
from billing.settlement.usecases.fetch_missed_events import fetch_missed_events
from billing.settlement.usecases.open_run import NothingDue
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.usecases.settle_due import settle_due
from billing.strays.models import Stray
from catalog.ordering.models import Order
from kith.fence.gate import SendingHeld
from kith.fence.models import Pause
from kith.fence.usecases.look_outside import look_outside
from kith.outbox.models import Delivery
from kith.wall import in_public, in_tenant
from tests.billing.strays.rewinding import DAY, HOUR, adopt_all, forgotten, let_go_on, unknown
from tests.factories.cards import a_frozen_charge, a_renewal, a_saved_card
from tests.factories.invoicing import a_paid_invoice, paid_invoices
from tests.factories.ledger import euros
from tests.factories.lines import a_line
from tests.factories.numbering import a_number_range, some_sims
from tests.factories.ordering import an_order
from tests.factories.settlement import a_payee, a_released_run
from tests.factories.storefront import an_offer
from tests.post import drain

URL = "http://acme.kith.localhost/orders/"


class Day:
    """One day of acme: what stood in the books when they were saved, and what came after."""

    def __init__(self, fake_stripe, acme, account, at):
        self.fake, self.acme, self.at = fake_stripe, acme, at
        a_payee(party_ref=acme.uuid, account=account)
        an_offer(name="Coast 10")
        with in_public():
            a_number_range()
            some_sims()
        paid_invoices(20)
        self.bought = fake_stripe.control.charge(amount=1_200)["payment_intent"]
        self.invoice = a_paid_invoice(reference=self.bought, at=at)
        self.charge = a_frozen_charge(fake_stripe, at=at)
        self.payer = uuid4()
        self.line = a_line(person_id=self.payer, n=1).pk
        self.customer = a_saved_card(fake_stripe, person_id=self.payer).customer
        self.order = an_order(at=at)
        self.page = self._page(self.order)

    def go_on(self):
        """Pay two orders, refund, renew and pay out; return what the processor has to show."""
        self._pay(self.page)
        late = an_order(at=self.at)
        self._pay(self._page(late))
        refund = refund_invoice(
            invoice_id=self.invoice.pk,
            amount=euros(500),
            reason="late",
            key=str(uuid4()),
            requested_by=None,
            at=self.at,
        )
        send_refund(refund_id=refund.pk, at=self.at)
        send_charge(charge_id=self.charge.pk, at=self.at)
        renewal = a_renewal(person_id=self.payer, line_id=self.line, at=self.at)
        send_charge(charge_id=renewal.charges.get().pk, at=self.at)
        self.pay_out(self.at)

    def pay_out(self, at):
        a_released_run(at=at, key=f"hourly:{at:%Y-%m-%dT%H}")
        with in_public():
            settle_due(at=at)

    def usual_work(self, at):
        """Do what the clock does by itself on any day."""
        self.fake.control.set_clock(at)
        with time_machine.travel(at, tick=True):
            with in_public():
                fetch_missed_events(at=at)
            with suppress(SendingHeld, NothingDue):
                self.pay_out(at)
            with in_public():
                settle_due(at=at)
            drain(ahead=2 * DAY)
            for charge in Charge.objects.under_way():
                send_charge(charge_id=charge.pk, at=at)
            for refund in Refund.objects.under_way():
                send_refund(refund_id=refund.pk, at=at)
            drain(ahead=2 * DAY)

    def sent(self):
        """Count what the processor was told to do."""
        made = gateway().moved_since(since=self.at - DAY)
        return sorted((one.kind, one.amount.minor) for one in made)

    def _page(self, order):
        open_checkout(order_id=order.pk, return_url=URL, cancel_url=URL, at=self.at)
        with in_public():
            return PaymentRoute.objects.get(order_id=order.pk).checkout_id

    def _pay(self, page):
        self.fake.control.pay(page)


@pytest.fixture
def day(acme, fake_stripe, open_account, now):
    """A day whose afternoon the books have forgotten."""
    whole = Day(fake_stripe, acme, open_account(), now)
    with forgotten(), in_tenant(acme.uuid):
        whole.go_on()
    return whole


def test_what_a_restored_house_forgot_is_sent_no_second_time_and_comes_into_its_books(day, globex):
    before, later = day.sent(), day.at + HOUR
    with in_public():
        assert look_outside(at=later).reason == Pause.UNKNOWN
    # The order that stood in the books is told of by its event; the other one is gone.
    assert unknown() == ["payment", "payment", "payment", "refund", "transfer"]
    day.usual_work(later)
    assert day.sent() == before

    adopt_all(later)
    assert unknown() == []
    let_go_on(later)
    day.usual_work(later + HOUR)
    # The next day pays out again, to whom something is due.
    day.usual_work(later + 26 * HOUR)

    # One thing more went out: the order that nobody remembers was given back.
    assert day.sent() == sorted([*before, ("refund", 1_200)])
    assert Order.objects.get(pk=day.order.pk).paid_at
    assert Refund.objects.get().state == Refund.DONE
    assert Charge.objects.filter(state=Charge.PAID).count() == 2
    assert Invoice.objects.filter(key__startswith="renewal:").count() == 2
    with in_public():
        assert Transfer.objects.get().state == Transfer.PAID
        assert Overpayment.objects.get().state == Overpayment.DONE
        assert not Delivery.objects.exclude(parked_at=None).exists()
        assert set(Stray.objects.values_list("outcome", flat=True)) == {"adopted", "returned"}
        reconcile(first=day.at.date(), last=day.at.date(), by=None, at=later + 26 * HOUR)
        assert list(Difference.objects.values()) == []
    assert faults_of_the_house(at=later + 26 * HOUR).faults == []
    with in_tenant(globex.uuid):
        assert not Payment.objects.exists()
