"""While sending is held nothing leaves, whatever it is; afterwards each thing happens once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from billing.invoicing.hosted_pages import Payable, open_page
from billing.invoicing.models import CheckoutSession
from kith.fence.gate import HELD, SendingHeld
from kith.fence.models import Pause
from kith.fence.usecases.look_outside import look_outside
from kith.fence.usecases.release_sending import release_sending
from kith.wall import in_public
from tests.billing.sending.test_every_crash import kind, make, makers, now
from tests.factories.invoicing import an_invoice
from tests.factories.ledger import euros

__all__ = ["kind", "make", "makers", "now"]


def hold(at):
    with in_public():
        Pause.objects.create(reason=Pause.UNKNOWN, opened_at=at, looked_at=at)


def let_go_on(at):
    with in_public():
        look_outside(at=at)
        for _ in range(2):
            release_sending(by=uuid4(), at=at)


def test_nothing_is_sent_while_sending_is_held_and_once_afterwards(make, now):
    world = make(now)
    hold(now)

    row = world.carry(now)
    assert (row.state, row.note, world.happened()) == (row.FROZEN, HELD, 0)

    later = now + timedelta(minutes=10)
    let_go_on(later)
    row = world.carry(later)
    assert (row.state, world.happened()) == (row.DONE, 1)


def test_no_payment_page_is_opened_while_sending_is_held(acme, fake_stripe):
    now = datetime.now(UTC)
    fake_stripe.control.reset(at=now)
    invoice = an_invoice()
    payable = Payable(
        amount=euros(1_200),
        label="Coast 10",
        reference=invoice.number,
        customer_email="ana@example.org",
        invoice_id=invoice.pk,
    )
    hold(now)

    def page():
        return open_page(payable=payable, return_url="http://x/", cancel_url="http://x/", at=now)

    with pytest.raises(SendingHeld):
        page()
    assert not CheckoutSession.objects.exists()

    let_go_on(now)
    assert page()
