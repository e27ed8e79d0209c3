"""A shop that staff suspend sells nothing; its customers lose nothing, and all are told."""

import json

import pytest
from django.core import mail

from billing.invoicing.models import Invoice
from catalog.lines.models import Line
from catalog.lines.usecases.renew_due_lines import renew_due_lines
from catalog.ordering.models import Order
from catalog.ordering.usecases.place_order import ShopCloses
from kith.wall import day_here, forget_tenants, in_public, in_tenant
from tenants.registry.models import Tenant
from tests.catalog.ordering.test_api import ORDERS, body
from tests.catalog.storefront.test_api import OFFERS
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer


@pytest.fixture
def owner(rolled_back):
    with in_public():
        person = a_person(
            tenant=rolled_back["acme"], role="reseller", full_name="Rosa Lind", locale="es"
        )
        Tenant.objects.filter(slug="acme").update(owner_id=person.pk)
    forget_tenants()
    return person


@pytest.fixture
def customer(rolled_back):
    with in_public():
        return a_person(tenant=rolled_back["acme"], role="customer", locale="en")


@pytest.fixture
def staff(public, client_for):
    return sign_in(client_for(None), a_person(role="staff"))


@pytest.fixture
def suspend(acme, staff, drain_outbox):
    def run(path="suspension/", **posted):
        staff.post(f"/staff/tenants/{acme.uuid}/{path}", {"name": "Acme", **posted})
        forget_tenants()
        drain_outbox()

    return run


def letters_to(person):
    return [one for one in mail.outbox if one.to == [person.email]]


def test_owner_and_customers_are_told_once_and_each_in_their_language(
    acme, owner, customer, suspend
):
    with in_tenant(acme):
        for n in range(2):
            a_line(person_id=customer.pk, n=n)
        a_line(person_id=owner.pk, n=2)

    for _ in range(2):
        suspend(because="Fake reviews")

    [told] = letters_to(owner)
    assert "está suspendida" in told.subject
    assert "Fake reviews" in told.body
    [calm] = letters_to(customer)
    assert "Your line goes on" in calm.subject
    assert "Fake reviews" not in calm.body
    assert "/my/" in calm.body
    # The telco answers from now on, not the seller.
    assert acme.name not in calm.from_email

    suspend("resumption/")

    assert "vuelve a estar abierta" in letters_to(owner)[-1].subject
    assert len(letters_to(customer)) == 1


def test_its_customers_keep_their_pages_and_their_renewals(
    acme, customer, client_for, suspend, drain_outbox
):
    with in_tenant(acme):
        line = a_line(person_id=customer.pk)
        Line.objects.update(next_renewal_on=day_here(NOON))
    mine = sign_in(client_for(acme), customer, acme)

    suspend(because="a look")
    page = mine.get("/my/")
    with in_tenant(acme.uuid):
        renew_due_lines(at=NOON)
    drain_outbox()

    assert page.status_code == 200
    assert "Coast 10" in page.text
    assert mine.get("/my/invoices/").status_code == 200
    assert mine.get("/").status_code == 503
    with in_tenant(acme.uuid):
        assert Invoice.objects.get().line_id == line.pk


def test_nobody_orders_there_or_works_at_its_desk_and_its_neighbour_does(
    acme, globex, owner, client_for, suspend
):
    with in_tenant(acme):
        an_offer()
    with in_tenant(globex):
        an_offer()
    seller = sign_in(client_for(acme), owner, acme)

    suspend(because="a look")

    with in_tenant(acme.uuid), pytest.raises(ShopCloses):
        an_order()
    assert seller.post("/desk/offers/new/").status_code == 503
    with in_tenant(acme.uuid):
        assert not Order.objects.exists()
    with in_tenant(globex):
        an_order()
    assert client_for(globex).get("/").status_code == 200


def test_a_program_reads_there_and_orders_nothing(acme, globex, client_for, suspend):
    for shop in (acme, globex):
        with in_tenant(shop):
            an_offer()

    suspend(because="a look")

    sold = {
        shop.slug: [offer["isSellable"] for offer in client_for(shop).get(OFFERS).json()]
        for shop in (acme, globex)
    }
    answer = client_for(acme).post(ORDERS, json.dumps(body()), content_type="application/json")
    assert sold == {"acme": [False], "globex": [True]}
    assert (answer.status_code, answer.json()["code"]) == (409, "order.shop_closes")
    with in_tenant(acme.uuid):
        assert not Order.objects.exists()
