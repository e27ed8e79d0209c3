"""What moved without our hearing of it is found by itself."""

import pytest

from billing.disputes.models import Dispute
from billing.disputes.usecases.keep_dispute import keep_dispute
from billing.disputes.usecases.read_open_disputes import read_open_disputes
from billing.gateway import GatewayRefused, gateway
from kith.wall import in_public
from tests.factories.disputes import NOW, a_dispute, is_held, left_of, the_dispute
from tests.post import drain


def test_a_dispute_whose_news_were_lost_is_found_and_followed(bill, fake_stripe):
    fake_stripe.control.dispute(bill.payment)

    assert read_open_disputes(at=NOW) == 1
    drain()

    assert is_held(bill)


def test_a_decision_whose_news_were_lost_is_found(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    news.arrive()
    fake_stripe.control.decide(name, "lost")

    read_open_disputes(at=the_dispute().read_at)
    drain()

    assert the_dispute().status == "lost"
    assert left_of(bill) == 0
    assert read_open_disputes(at=the_dispute().read_at) == 1


def test_a_reading_that_began_earlier_changes_nothing(bill, news, fake_stripe):
    name = fake_stripe.control.dispute(bill.payment)["id"]
    before = gateway().dispute(name)
    fake_stripe.control.decide(name, "won")
    news.arrive()

    keep_dispute(told=before, tenant_id=None, at=NOW.replace(year=2020))

    with in_public():
        assert Dispute.objects.get().status == "won"


def test_one_that_cannot_be_read_holds_up_no_other(bill, fake_stripe):
    fake_stripe.control.dispute(bill.payment)
    with in_public():
        a_dispute(id="a_first_that_is_gone")

    with pytest.raises(GatewayRefused):
        read_open_disputes(at=NOW)
    drain()

    assert is_held(bill)
