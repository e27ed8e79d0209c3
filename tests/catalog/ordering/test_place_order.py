import pytest

from catalog.ordering.models import Order
from catalog.ordering.queries import order_card, order_timeline
from catalog.ordering.usecases.cancel_order import OrderPaid, cancel_order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.ordering.usecases.place_order import AddressMissing, SimFormUnknown
from kith.errors import KeyReused
from kith.money import Money
from kith.wall import in_tenant
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.ordering import a_paid_order, an_order

pytestmark = pytest.mark.usefixtures("offer_on_sale")


def test_an_order_keeps_the_offer_as_the_buyer_saw_it(acme):
    order = an_order()

    card = order_card(order.pk)
    assert (card.offer_name, card.total, card.wholesale) == (
        "Coast 10",
        Money(1200, "EUR"),
        Money(645, "EUR"),
    )
    assert order.number.startswith("K-")
    assert [step.state for step in order_timeline(order=order, at=NOON)] == [
        "done",
        "now",
        "waiting",
        "waiting",
    ]
    assert posted("order.placed") == [{"order_id": str(order.pk)}]


def test_a_double_click_places_one_order(acme):
    assert an_order(key="one") == an_order(key="one")
    assert Order.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(acme):
    an_order(key="one")

    with pytest.raises(KeyReused):
        an_order(key="one", contact_email="other@example.org")

    assert Order.objects.count() == 1


def test_a_card_needs_an_address(acme):
    with pytest.raises(AddressMissing):
        an_order(sim_form="physical")
    with pytest.raises(SimFormUnknown):
        an_order(sim_form="nano")

    assert not Order.objects.exists()


def test_a_paid_order_knows_its_buyer_once(acme):
    order = an_order()

    paid = confirm_payment(order_id=order.pk, payment_reference="pi_1", at=NOON)
    again = confirm_payment(order_id=order.pk, payment_reference="pi_2", at=NOON)

    assert paid.person_id is not None
    assert (again.person_id, again.payment_reference) == (paid.person_id, "pi_1")
    paid = {"order_id": str(order.pk), "payment_reference": "pi_1"}
    assert posted("order.paid") == [paid]
    too_much = {"payment_reference": "pi_2", "tenant_id": str(acme.uuid)}
    assert posted("order.paid_twice") == [paid | too_much]


def test_an_unpaid_order_can_be_called_off_and_a_paid_one_cannot(acme):
    order = an_order()
    assert cancel_order(order_id=order.pk, at=NOON).cancelled_at == NOON
    assert cancel_order(order_id=order.pk, at=NOON).cancelled_at == NOON

    with pytest.raises(OrderPaid):
        cancel_order(order_id=a_paid_order().pk, at=NOON)


def test_money_for_a_cancelled_order_goes_back(acme):
    order = an_order()
    cancel_order(order_id=order.pk, at=NOON)

    paid = confirm_payment(order_id=order.pk, payment_reference="pi_1", at=NOON)

    assert paid.failed_at == NOON
    assert posted("order.paid") == []
    assert len(posted("order.failed")) == 1


def test_the_other_shop_sees_nothing(acme, globex):
    order = an_order()

    with in_tenant(globex):
        assert not Order.objects.exists()
        with pytest.raises(Order.DoesNotExist):
            order_card(order.pk)
