"""A buyer hears of an order before they paid, once, in the language they ordered in."""

import pytest
from django.core import mail

from catalog.ordering.usecases.cancel_order import cancel_order
from catalog.ordering.usecases.tell_buyer import tell_buyer
from kith.wall import in_tenant
from tenants.accounts.queries import person_card
from tests.clock import NOON
from tests.factories.ordering import a_paid_order, an_order

pytestmark = pytest.mark.usefixtures("offer_on_sale")


def test_whoever_left_the_payment_page_gets_the_way_back_to_it(acme):
    order = an_order(language="es")

    told = [tell_buyer(order_id=order.pk, news="received", at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert letter.to == ["ana@example.org"]
    assert letter.subject == f"Pedido {order.number}: pendiente de pago"
    assert letter.from_email.startswith("Acme <")
    assert f"/order/{order.token}/status/" in letter.body
    assert "12,00" in letter.body


def test_nobody_is_asked_to_pay_what_is_paid_or_cancelled(acme):
    cancelled = an_order()
    cancel_order(order_id=cancelled.pk, at=NOON)

    for order in (a_paid_order(), cancelled):
        assert not tell_buyer(order_id=order.pk, news="received", at=NOON)
    assert mail.outbox == []


def test_a_guests_account_speaks_as_they_ordered(acme):
    order = a_paid_order(language="es")

    assert person_card(order.person_id).locale == "es"


def test_another_shop_knows_nothing_of_the_order(acme, globex):
    order = an_order()

    with in_tenant(globex), pytest.raises(type(order).DoesNotExist):
        tell_buyer(order_id=order.pk, news="received", at=NOON)
    assert mail.outbox == []
