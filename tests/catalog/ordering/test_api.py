"""TMF622 at a shop's host: placing an order by program, and reading one's own."""

import json
from uuid import uuid4

import pytest
from django.utils import timezone

from catalog.ordering.limits import count_order
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from kith.errors import DomainError
from kith.questions import answering
from kith.wall import in_tenant
from tenants.accounts.queries import PersonCard
from tenants.accounts.questions import find_encourager
from tests.factories.accounts import a_person, sign_in
from tests.factories.ordering import a_paid_order, an_order
from tests.factories.storefront import an_offer
from tests.tmf import base_path, faults

ORDERS = f"{base_path('622')}productOrder"
PAY = "https://pay.example/session"


class PageClosed(DomainError):
    code = "test.closed"


@pytest.fixture(autouse=True)
def maya(acme):
    """Stand in for those who know people and money; the one person they know."""
    maya = PersonCard(id=uuid4(), name="Maya Kern", handle="maya", initials="MK")
    with answering(
        find_encourager.by(lambda *, text: [maya] if text == "maya" else []),
        checkout_url.by(lambda **_: PAY),
    ):
        yield maya


@pytest.fixture
def offer(acme):
    return an_offer(name="Coast 10")


def body(**changes):
    """A whole order as a guest's program sends it."""
    item = {
        "id": "1",
        "action": "add",
        "quantity": 1,
        "productOffering": {"id": "coast-10"},
        "product": {"productCharacteristic": [{"name": "simForm", "value": "esim"}]},
    }
    buyer = {"id": "7", "@referredType": "Individual", "role": "customer", "name": "Ana Ruiz"}
    whole = {
        "productOrderItem": [item],
        "notificationContact": "ana@example.org",
        "relatedParty": [buyer],
    }
    return whole | changes


def post(client, sent, **headers):
    return client.post(ORDERS, json.dumps(sent), content_type="application/json", headers=headers)


def facts(order):
    told = order["productOrderItem"][0]["product"]["productCharacteristic"]
    return {each["name"]: each["value"] for each in told}


def test_a_guest_places_an_order_and_is_led_to_pay_it(client, offer):
    answer = post(client, body())
    order = Order.objects.get()
    told = answer.json()

    assert (answer.status_code, answer["Location"]) == (201, told["href"])
    assert faults(body(), "622", "ProductOrder_Create") == []
    assert faults(told, "622", "ProductOrder") == []
    assert (told["id"], told["state"]) == (str(order.pk), "acknowledged")
    assert facts(told)["checkoutUrl"] == PAY
    assert client.get(facts(told)["orderUrl"]).status_code == 200
    assert told["orderTotalPrice"][0]["price"]["taxIncludedAmount"]["value"] == 12
    assert (order.contact_name, order.contact_email, order.person_id) == (
        "Ana Ruiz",
        "ana@example.org",
        None,
    )


def test_who_is_signed_in_need_not_say_who_they_are(client, acme, offer):
    person = a_person(tenant=acme, full_name="Noa Vidal")
    sign_in(client, person, acme)
    sent = {"productOrderItem": body()["productOrderItem"]}
    placed = post(client, sent).json()
    order = Order.objects.get()

    assert (order.person_id, order.contact_name) == (person.pk, "Noa Vidal")
    assert client.get(placed["href"]).json()["id"] == placed["id"]
    # The way to payment is told to whoever placed it, once.
    assert "checkoutUrl" not in facts(client.get(placed["href"]).json())


def test_the_same_key_places_one_order_and_answers_it_again(client, offer):
    key = str(uuid4())
    answers = [post(client, body(), idempotency_key=key) for _ in range(3)]

    assert Order.objects.count() == 1
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.content for answer in answers}) == 1

    post(client, body())
    assert Order.objects.count() == 2


def test_a_key_that_placed_another_order_is_refused(client, offer):
    post(client, body(), idempotency_key="one")
    other = body(relatedParty=[body()["relatedParty"][0] | {"name": "Somebody Else"}])
    answer = post(client, other, idempotency_key="one")

    assert (answer.status_code, answer.json()["code"]) == (409, "key.reused")
    assert faults(answer.json(), "622", "Error") == []
    assert Order.objects.count() == 1


def test_two_people_with_one_key_place_two_orders(client, acme, offer, client_for):
    for _ in range(2):
        other = sign_in(client_for(acme), a_person(tenant=acme), acme)
        assert post(other, body(), idempotency_key="1").status_code == 201

    assert Order.objects.count() == 2


def test_whoever_encouraged_the_buyer_is_kept(client, offer, maya):
    parties = body()["relatedParty"]
    parties.append({"id": "maya", "role": "encourager", "@referredType": "Individual"})
    post(client, body(relatedParty=parties))

    assert Order.objects.get().encouraged_by_id == maya.id


def test_a_word_that_names_nobody_refuses_no_order(client, offer, maya):
    parties = body()["relatedParty"]
    parties.append({"id": "maja", "role": "encourager", "@referredType": "Individual"})

    assert post(client, body(relatedParty=parties)).status_code == 201

    order = Order.objects.get()
    assert (order.encouraged_by_id, order.encourager_word) == (None, "maja")


def test_a_program_does_not_order_without_end(client, offer):
    for _ in range(20):
        count_order(asked_from="127.0.0.1", at=timezone.now())

    answer = post(client, body())

    assert (answer.status_code, answer.json()["code"]) == (429, "too_often")
    assert 0 < int(answer["Retry-After"]) <= 600
    assert not Order.objects.exists()


def test_an_order_stands_when_the_payment_page_does_not_open(client, offer):
    def closed(**_):
        raise PageClosed("closed")

    key = str(uuid4())
    with answering(checkout_url.by(closed)):
        without = post(client, body(), idempotency_key=key)
    with_it = post(client, body(), idempotency_key=key)

    assert (without.status_code, "checkoutUrl" in facts(without.json())) == (201, False)
    assert facts(with_it.json())["checkoutUrl"] == PAY
    assert Order.objects.count() == 1


def item(**changes):
    return body(productOrderItem=[body()["productOrderItem"][0] | changes])


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (body(productOrderItem=[]), "productOrderItem"),
        (body(notificationContact="nonsense"), "notificationContact: Enter a valid email"),
        ({"productOrderItem": body()["productOrderItem"]}, "Name the buyer"),
        (body(state="completed"), "state: This is not taken here"),
        (body(id="7"), "id: This is not taken here"),
        (item(action="delete"), "productOrderItem[0].action"),
        (item(quantity=2), "productOrderItem[0].quantity"),
        (item(productOffering={}), "productOrderItem[0].productOffering.id"),
        (item(productOffering={"id": "a\x00b"}), "productOrderItem[0].productOffering.id"),
        (
            item(product={"productCharacteristic": [{"name": "colour", "value": "red"}]}),
            "productCharacteristic[0].name",
        ),
        (
            body(relatedParty=[{"id": "x", "role": "encourager", "@referredType": "Individual"}]),
            "Name the buyer",
        ),
        ([], "Invalid"),
        ("text", "Invalid"),
    ],
)
def test_a_body_that_is_wrong_is_refused_with_the_place(client, offer, sent, says):
    answer = post(client, sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "request.invalid")
    assert says in answer.json()["reason"]
    assert faults(answer.json(), "622", "Error") == []
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (item(productOffering={"id": "never-was"}), "offer.not_on_sale"),
        (
            item(product={"productCharacteristic": [{"name": "simForm", "value": "physical"}]}),
            "order.address_missing",
        ),
        (
            item(product={"productCharacteristic": [{"name": "simForm", "value": "stone"}]}),
            "order.sim_form_unknown",
        ),
    ],
)
def test_what_the_shop_refuses_it_refuses_with_its_own_code(client, offer, sent, code):
    answer = post(client, sent)

    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert answer.json()["message"]
    assert Order.objects.count() == 0


def test_a_key_without_end_is_refused(client, offer):
    answer = post(client, body(), idempotency_key="x" * 201)

    assert (answer.status_code, answer.json()["code"]) == (400, "request.key_too_long")


@pytest.fixture
def orders(acme, globex, offer):
    """Mine, another customer's, a guest's; and mine at another shop."""
    me = a_person(tenant=acme)
    with in_tenant(globex):
        an_offer(name="Coast 10")
        there = an_order(person_id=me.pk)
    mine = a_paid_order(person_id=me.pk)
    return me, mine, [an_order(person_id=a_person(tenant=acme).pk), an_order()], there


def test_a_person_reads_their_own_and_no_other(client, acme, orders):
    me, mine, others, there = orders
    sign_in(client, me, acme)
    answer = client.get(ORDERS)

    assert [each["id"] for each in answer.json()] == [str(mine.pk)]
    assert answer["X-Total-Count"] == "1"
    assert answer.json()[0]["state"] == "inProgress"
    assert faults(answer.json()[0], "622", "ProductOrder") == []
    for other in (*others, there):
        assert client.get(f"{ORDERS}/{other.pk}").status_code == 404


@pytest.mark.parametrize("role", ["reseller", "teammate"])
def test_the_desk_reads_the_shops_orders_and_no_other_shops(client, acme, orders, role):
    _, mine, others, there = orders
    sign_in(client, a_person(tenant=acme, role=role), acme)
    answer = client.get(ORDERS)

    assert {each["id"] for each in answer.json()} == {str(each.pk) for each in (mine, *others)}
    assert answer["X-Total-Count"] == "3"
    assert client.get(f"{ORDERS}/{there.pk}").status_code == 404
    # Their links are theirs: whoever has one may see the eSIM.
    assert not any(order.token.encode() in answer.content for order in (mine, *others))


def test_a_stranger_is_asked_who_they_are(client, orders):
    answer = client.get(ORDERS)

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')
    assert faults(answer.json(), "622", "Error") == []
    assert client.get(f"{ORDERS}/{orders[1].pk}").status_code == 401


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("role", ["customer", "reseller"])
def test_a_list_costs_the_same_whatever_its_length(client, acme, offer, query_budget, count, role):
    me = a_person(tenant=acme, role=role)
    for _ in range(count):
        an_order(person_id=me.pk)
    sign_in(client, me, acme)

    with query_budget(7):
        answer = client.get(ORDERS)

    assert len(answer.json()) == count
