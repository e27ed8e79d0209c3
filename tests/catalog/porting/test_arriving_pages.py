"""Keeping one's number on a page: the customer's, and the guest's who has the link."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from catalog.lines.models import Line
from catalog.ordering.models import Order
from catalog.porting.models import PortIn
from catalog.porting.terms import next_working_day
from catalog.porting.usecases.ask_port_in import ask_port_in
from catalog.porting.usecases.take_port_word import take_port_word
from kith.wall import day_here, in_tenant
from tests.catalog.porting.arriving import MINE, a_served_line, a_wish, ports_at
from tests.factories.accounts import a_person, sign_in

TYPED = {"number": "655 12 34 56", "operator": "movistar", "account": "a-7781"}


@pytest.fixture
def customer(client, acme, person):
    return sign_in(client, person, acme)


def typed(**otherwise) -> dict[str, str]:
    day = next_working_day(day_here(timezone.now()))
    return {**TYPED, "wanted_on": day.isoformat(), **otherwise}


def an_order_of(line: Line, *, active_days_ago: int = 0) -> Order:
    """Give a line the order that it would have come from."""
    now = timezone.now() - timedelta(days=active_days_ago)
    return Order.objects.create(
        id=line.order_id,
        number="K-KEEPER",
        token="keeper-token",
        idempotency_key="keeper",
        person_id=line.person_id,
        contact_name="Ana",
        contact_email="ana@example.com",
        offer_code="coast-10",
        offer_name="Coast 10",
        base_code="mobile-10",
        period="month",
        total_minor=1200,
        wholesale_minor=500,
        tax_basis_points=2100,
        currency="EUR",
        sim_form="esim",
        placed_at=now,
        paid_at=now,
        active_at=now,
    )


def test_a_customer_asks_and_watches_who_acts_next(
    customer, served, network_simulator, drain_outbox, globex, client_for
):
    url = f"/my/lines/{served.pk}/number/"
    assert f'href="{url}"' in customer.get(f"/my/lines/{served.pk}/").text

    page = customer.post(url, typed(), follow=True).text
    assert "We are sending the request" in page
    drain_outbox()

    assert ports_at(network_simulator) == [(MINE, "asked")]
    page = customer.get(url).text
    assert re.search(r"Waiting for Movistar, since .*\. Usually 1 working day\.", page)
    assert "Movistar acts next" in page
    assert "A-7781" not in page
    for other in (f"/my/lines/{served.pk}/", "/my/"):
        assert "Waiting for Movistar, since" in customer.get(other).text
    with in_tenant(globex):
        assert not PortIn.objects.exists()
    assert mail.outbox[-1].subject == "We are asking for your number +34 655 12 34 56"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "12"}, "This is no phone number."),
        ({"number": "+33612345678"}, "is a number of another country"),
        ({"account": "?"}, "This is no account number or code."),
        ({"operator": ""}, "This field is required"),
        ({"wanted_on": "2020-01-01"}, "A number cannot move on that day."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_sent(customer, served, wrong, said):
    answer = customer.post(f"/my/lines/{served.pk}/number/", typed(**wrong))

    assert answer.status_code == 422
    assert said in answer.text
    assert not PortIn.objects.exists()


def test_a_refusal_stands_with_what_to_do_and_the_number_is_kept_in_the_form(customer, served):
    now = timezone.now()
    wish = a_wish(on=next_working_day(day_here(now)))
    port_in = ask_port_in(line_id=served.pk, wish=wish, by=served.person_id, at=now)
    take_port_word(port_in_id=port_in.pk, state="refused", reason="account_wrong", at=now)

    page = customer.get(f"/my/lines/{served.pk}/number/").text

    assert "Movistar does not know this account number" in page
    assert 'value="+34 655 12 34 56"' in page
    customer.post(f"/my/lines/{served.pk}/number/", typed(account="B-9000"))
    assert PortIn.objects.open().get().account == "B-9000"


def test_it_is_called_off_by_two_presses(customer, served):
    url = f"/my/lines/{served.pk}/number/"
    customer.post(url, typed())

    page = customer.post(f"{url}cancellation/", follow=True).text

    assert "Called off. Your number stays where it is." in page
    assert PortIn.objects.get().outcome == "cancelled"


def test_once_it_is_here_the_page_says_so(customer, served):
    customer.post(f"/my/lines/{served.pk}/number/", typed())
    port_in = PortIn.objects.get()
    take_port_word(port_in_id=port_in.pk, state="moved", at=timezone.now())

    assert "Your number is here" in customer.get(f"/my/lines/{served.pk}/number/").text
    line = customer.get(f"/my/lines/{served.pk}/").text
    assert "Your own number came to this line" in line
    assert "In place of +34 611 50 00" in line


@pytest.mark.parametrize("path", ["", "cancellation/"])
def test_nobody_brings_a_number_to_anothers_line(customer, served, path):
    Line.objects.filter(pk=served.pk).update(person_id=a_person(tenant=None).pk)

    answer = customer.post(f"/my/lines/{served.pk}/number/{path}", typed())

    assert answer.status_code == 404
    assert not PortIn.objects.exists()


@pytest.mark.parametrize("role", ["reseller", "teammate"])
def test_a_seller_sees_that_a_number_comes_and_cannot_ask_for_one(client, acme, served, role):
    ask_port_in(line_id=served.pk, wish=a_wish(), by=served.person_id, at=served.activated_at)
    seller = sign_in(client, a_person(role=role, tenant=acme), acme)

    page = seller.get(f"/desk/lines/{served.pk}/").text

    assert "We are sending the request" in page
    assert "655" not in page
    assert seller.post(f"/my/lines/{served.pk}/number/", typed()).status_code == 404
    assert "1 customer waits too long for their number" in seller.get("/desk/").text


def test_a_guest_asks_by_the_link_of_the_order(
    client, pools, acme, network_simulator, drain_outbox
):
    guest = a_person(password=None, tenant=acme)
    line = a_served_line(person_id=guest.pk)
    an_order_of(line)
    url = "/number/keeper-token/"

    page = client.post(url, typed(), follow=True).text
    drain_outbox()

    assert "Your number is on its way" in page
    assert url in mail.outbox[-1].body
    assert "Waiting for Movistar" in client.get("/order/keeper-token/status/").text
    client.post(f"{url}cancellation/")
    drain_outbox()
    assert PortIn.objects.get().outcome == "cancelled"


@pytest.mark.parametrize(("spoilt", "status"), [("token", 404), ("old", 302), ("account", 302)])
def test_a_link_that_is_not_the_guests_opens_nothing(
    client, pools, acme, network_simulator, spoilt, status
):
    guest = a_person(password="a few words" if spoilt == "account" else None, tenant=acme)
    line = a_served_line(person_id=guest.pk)
    an_order_of(line, active_days_ago=61 if spoilt == "old" else 0)
    url = f"/number/{'another-token' if spoilt == 'token' else 'keeper-token'}/"

    answers = [client.get(url), client.post(url, typed()), client.post(f"{url}cancellation/")]

    assert {answer.status_code for answer in answers} == {status}
    assert not any("655" in answer.text for answer in answers)
    assert not PortIn.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_the_page_costs_the_same_however_often_it_was_tried(customer, served, query_budget, count):
    now = timezone.now()
    wish = a_wish(on=next_working_day(day_here(now)))
    for n in range(count):
        at = now - timedelta(minutes=count - n)
        port_in = ask_port_in(line_id=served.pk, wish=wish, by=served.person_id, at=at)
        take_port_word(port_in_id=port_in.pk, state="refused", reason="number_unknown", at=at)
    url = f"/my/lines/{served.pk}/number/"
    customer.get(url)

    with query_budget(6):
        assert "does not have this number" in customer.get(url).text


def test_staff_see_what_waits_too_long_in_any_shop(served, client_for, acme):
    at = timezone.now() - timedelta(hours=5)
    wish = a_wish(on=next_working_day(day_here(at)))
    ask_port_in(line_id=served.pk, wish=wish, by=served.person_id, at=at)
    with in_tenant(acme):
        staff = sign_in(client_for(None), a_person(role="staff"), None)

    page = staff.get("/staff/network-tasks/").text

    assert "Numbers that wait too long" in page
    assert "+34 655 12 34 56</span> from Movistar" in page
    assert f"at {acme.name}." in page
