"""Keeping one's number from the checkout on: looked at before, asked for once the line works."""

from datetime import date

import pytest
from django.core import mail
from django.utils import timezone

from catalog.lines.models import Line
from catalog.ordering.events import ActivationDue, OrderActivated, OrderPaid
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.begin_port_in import begin_port_in
from catalog.ordering.usecases.confirm_payment import confirm_payment
from catalog.porting.events import PortInChanged, PortInToCarry
from catalog.porting.models import PortIn
from catalog.porting.usecases.ask_port_in import ask_port_in
from kith.outbox.reactions import reacting, reactions_to
from kith.questions import answering
from kith.wall import in_tenant
from tests.catalog.porting.arriving import MINE, a_wish, ports_at
from tests.clock import NOON
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.post import drain

FORM = {
    "form_key": "one",
    "contact_name": "Ana Ruiz",
    "contact_email": "ana@example.org",
    "sim_form": "esim",
    "keeps_number": "on",
    "keep-number": "655 12 34 56",
    "keep-operator": "movistar",
    "keep-account": "a-7781",
}
# What this app and the numbers react to, as the house wires it, and nothing else.
HEARD = (OrderPaid, ActivationDue, OrderActivated, PortInToCarry, PortInChanged)
PAGE = "/order/coast-10/"


@pytest.fixture(autouse=True)
def answers(offer_on_sale):
    with answering(checkout_url.by(lambda **_: "https://pay.example/session")):
        yield


def of_catalog(event):
    apps = ("catalog.ordering.", "catalog.porting.")
    return (one for one in reactions_to(event) if one.name.startswith(apps))


def first_day(client) -> str:
    """Read the day that the page itself proposes."""
    return client.get(PAGE).text.split('name="keep-wanted_on"')[1].split('value="')[1][:10]


def test_the_wish_is_kept_with_the_order_and_asked_for_once_the_line_works(
    client, pools, network_simulator, globex
):
    form = FORM | {"keep-wanted_on": first_day(client)}
    assert client.post(PAGE, form).status_code == 302
    order = Order.objects.get()
    assert order.number_wish["e164"] == MINE
    assert not PortIn.objects.exists()
    assert (
        "We ask for it as soon as your line works."
        in client.get(f"/order/{order.token}/status/").text
    )

    confirm_payment(order_id=order.pk, payment_reference="pi_test", at=timezone.now())
    with reacting({event: list(of_catalog(event)) for event in HEARD}):
        drain()

    line = Line.objects.get(order_id=order.pk)
    assert ports_at(network_simulator) == [(MINE, "asked")]
    assert PortIn.objects.get().line_id == line.pk
    # It works on a number of the pool, and the account is nobody's but the wish's own.
    assert line.e164 != MINE
    order.refresh_from_db()
    assert order.number_wish == {}
    page = client.get(f"/order/{order.token}/status/").text
    assert "Waiting for Movistar, since" in page
    assert f"/number/{order.token}/" in page
    subjects = [one.subject for one in mail.outbox]
    assert subjects.count("We are asking for your number +34 655 12 34 56") == 1
    with in_tenant(globex):
        assert not PortIn.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"keep-number": "12"}, "This is no phone number."),
        ({"keep-account": ""}, "This field is required"),
        ({"keep-wanted_on": "2020-01-01"}, "A number cannot move on that day."),
    ],
)
def test_a_wish_that_cannot_be_places_no_order(client, wrong, said):
    form = FORM | {"keep-wanted_on": first_day(client)} | wrong

    answer = client.post(PAGE, form)

    assert answer.status_code == 422
    assert said in answer.text
    assert not Order.objects.exists()


def test_who_keeps_no_number_is_asked_nothing_of_it(client):
    form = {name: value for name, value in FORM.items() if not name.startswith("keep")}

    assert client.post(PAGE, form | {"keep-number": "12"}).status_code == 302
    assert Order.objects.get().number_wish == {}


def test_a_number_that_somebody_else_asked_for_meanwhile_is_refused_with_its_reason(acme):
    order, line, other = an_order(), a_line(), a_line(n=1)
    Order.objects.filter(pk=order.pk).update(number_wish=a_wish().as_kept())
    ask_port_in(line_id=other.pk, wish=a_wish(), by=other.person_id, at=NOON)

    for _ in range(2):
        begin_port_in(order_id=order.pk, line_id=line.pk, person_id=line.person_id, at=NOON)

    refused = PortIn.objects.get(line_id=line.pk)
    assert (refused.outcome, refused.reason) == ("refused", "network.number_comes_already")
    assert PortIn.objects.open().get().line_id == other.pk


def test_a_day_that_is_over_when_the_line_works_becomes_the_next_working_day(acme):
    order, line = an_order(), a_line()
    wish = a_wish(on=date(2026, 2, 27))
    Order.objects.filter(pk=order.pk).update(number_wish=wish.as_kept())

    begin_port_in(order_id=order.pk, line_id=line.pk, person_id=line.person_id, at=NOON)

    assert PortIn.objects.get().moves_on == date(2026, 3, 2)
