"""Eight letters of one dispute at once, for real: committed, and taken away again."""

from collections.abc import Iterator

import pytest

from billing.disputes.usecases.read_dispute import read_dispute
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import CreditNote
from billing.invoicing.usecases.follow_dispute import DisputeMovedOn, follow_dispute
from kith.wall import in_tenant
from tests.at_once import taken_away, together
from tests.factories.disputes import NOW, a_bill_paid_by_card, left_of, the_dispute
from tests.factories.ledger import euros

pytestmark = pytest.mark.fault
APPS = "disputes|settlement|ledger|entities|invoicing|series|audit|outbox"


@pytest.fixture
def lost(house, fake_stripe) -> Iterator[tuple]:
    """A bill of acme whose payment a bank took for good; nobody has followed that yet."""
    fake_stripe.control.reset()
    with taken_away("public", house["acme"].schema_name, apps=APPS):
        with in_tenant(house["acme"]):
            bill = a_bill_paid_by_card(fake_stripe)
            name = fake_stripe.control.dispute(bill.payment)["id"]
            fake_stripe.control.decide(name, "lost")
            read_dispute(dispute_id=name, at=NOW)
        yield bill, name


def follow(house, name, *, between=None):
    def work(number):
        if between and number == 0:
            between()
        return follow_dispute(dispute_id=name, at=NOW)

    told = together(lambda: in_tenant(house["acme"]), work, DisputeMovedOn)
    with in_tenant(house["acme"]):
        follow_dispute(dispute_id=name, at=NOW)
    return told


def test_a_lost_dispute_is_taken_back_once(house, lost):
    bill, name = lost

    follow(house, name)

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (1_200, 0)
    assert left_of(bill) == 0
    with in_tenant(house["acme"]):
        assert CreditNote.objects.get().total == euros(1_200)
    assert faults_of_the_house().faults == []


def test_a_bank_that_thinks_again_meanwhile_is_followed_to_where_it_stands(
    house, lost, fake_stripe
):
    bill, name = lost

    def think_again():
        fake_stripe.control.decide(name, "won")
        read_dispute(dispute_id=name, at=NOW)

    follow(house, name, between=think_again)

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (0, 0)
    assert left_of(bill) > 0
    with in_tenant(house["acme"]):
        notes = CreditNote.objects.all()
        assert sum(note.total_minor for note in notes) == 0
    assert faults_of_the_house().faults == []
