"""Orders as the official file draws them go in: with every member it knows."""

import json

import pytest

from catalog.ordering.api import order_request
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from kith.questions import answering
from tenants.accounts.questions import find_encourager
from tests.factories.accounts import a_person, sign_in
from tests.factories.storefront import an_offer
from tests.tmf import base_path, faults, members, whole_body

ORDERS = f"{base_path('622')}productOrder"
OFFERS = f"{base_path('620')}productOffering"
KEPT = {
    "externalId": "PO-2026-77",
    "description": "For the new office",
    "category": "B2C",
    "priority": "1",
    "channel": [{"id": "1", "role": "web", "name": "Online"}],
    "note": [{"id": "1", "text": "Ring twice.\nThen wait.", "date": "2026-03-01T10:00:00+00:00"}],
}


@pytest.fixture(autouse=True)
def offer(acme):
    with answering(
        find_encourager.by(lambda *, text: []), checkout_url.by(lambda **_: "https://pay.example/")
    ):
        yield an_offer(name="Coast 10")


def body(**changes):
    item = {"id": "1", "action": "add", "productOffering": {"id": "coast-10"}}
    buyer = {"id": "7", "@referredType": "Individual", "name": "Ana Ruiz"}
    whole = {
        "productOrderItem": [item],
        "notificationContact": "ana@example.org",
        "relatedParty": [buyer],
    }
    return whole | changes


def post(client, sent, **headers):
    return client.post(ORDERS, json.dumps(sent), content_type="application/json", headers=headers)


def official_order():
    """A whole order of the file, made one that can be served here: of our offer, added, alone."""
    sent = whole_body("622", "ProductOrder_Create")
    [item] = sent["productOrderItem"]
    item |= {"action": "add", "quantity": 1}
    item["productOffering"]["id"] = "coast-10"
    item["product"]["productCharacteristic"] = []
    # More to buy is refused; and of what holds itself the file's own body would never end.
    for name in ("product", "productRelationship"):
        item["product"].pop(name, None)
    item.pop("productOrderItem", None)
    sent["notificationContact"] = "ana@example.org"
    sent["relatedParty"][0]["role"] = "customer"
    return sent


def test_an_order_with_every_member_of_the_file_is_placed(client):
    sent = official_order()
    answer = post(client, sent)

    assert faults(sent, "622", "ProductOrder_Create") == []
    assert answer.status_code == 201, answer.content
    assert faults(answer.json(), "622", "ProductOrder") == []
    # What nothing follows from is named; what is kept is not.
    passed = answer["X-Passed-Over"].split(", ")
    assert {"quote", "requestedStartDate", "productOrderItem.itemTotalPrice"} <= set(passed)
    assert set(passed).isdisjoint(KEPT)


@pytest.mark.parametrize(
    ("taken", "definition"),
    [
        ("OrderRequest", "ProductOrder_Create"),
        ("ItemTaken", "ProductOrderItem"),
        ("OfferingTaken", "ProductOfferingRef"),
        ("ProductTaken", "ProductRefOrValue"),
        ("CharacteristicTaken", "Characteristic"),
        ("PartyTaken", "RelatedParty"),
        ("ChannelTaken", "RelatedChannel"),
        ("NoteTaken", "Note"),
    ],
)
def test_no_member_of_the_file_is_refused(taken, definition):
    assert members("622", definition) - set(getattr(order_request, taken)().fields) == set()


def test_what_a_program_says_of_its_order_is_kept_and_told_again(client, acme):
    person = a_person(tenant=acme)
    sign_in(client, person, acme)
    placed = post(client, body(**KEPT)).json()
    [told] = client.get(f"{ORDERS}?externalId=PO-2026-77").json()

    assert {name: told[name] for name in KEPT} == KEPT
    assert {name: placed[name] for name in KEPT} == KEPT
    assert faults(told, "622", "ProductOrder") == []
    assert client.get(f"{ORDERS}?externalId=PO-2026-78").json() == []
    assert client.get(f"{ORDERS}?priority=1&category=B2C").json() == [told]


def test_a_note_without_a_zone_is_dated_as_every_moment_of_the_api(client):
    placed = post(client, body(note=[{"text": "Ring.", "date": "2026-03-01T10:00:00"}])).json()

    assert placed["note"][0]["date"] == "2026-03-01T10:00:00+00:00"


def test_nobody_is_looked_up_for_an_order_that_is_refused(client):
    friend = {"id": "maya", "@referredType": "Individual", "role": "encourager"}
    asked = []
    with answering(find_encourager.by(lambda *, text: asked.append(text) or [])):
        assert post(client, body(relatedParty=[friend])).status_code == 400
        assert asked == []
        assert post(client, body(relatedParty=[friend, *body()["relatedParty"]])).status_code == 201
        assert asked == ["maya"]


def test_the_same_key_with_another_name_of_the_order_is_another_order(client):
    assert post(client, body(externalId="A"), idempotency_key="1").status_code == 201
    again = post(client, body(externalId="B"), idempotency_key="1")

    assert (again.status_code, again.json()["code"]) == (409, "key.reused")
    assert Order.objects.count() == 1


def test_a_reference_that_we_tell_is_taken_back(client, acme):
    sign_in(client, a_person(tenant=acme, full_name="Noa Vidal"), acme)
    told = post(client, {"productOrderItem": body()["productOrderItem"]}).json()
    [item] = told["productOrderItem"]
    again = body(
        relatedParty=told["relatedParty"],
        productOrderItem=[{**item, "product": {"id": "1"}}],
    )

    assert post(client, again).status_code == 201
    assert Order.objects.count() == 2


def test_somebody_without_a_role_is_the_buyer_and_a_strange_role_is_named(client):
    seller = {"id": "9", "@referredType": "Organization", "role": "salesAgent"}
    answer = post(client, body(relatedParty=[seller, *body()["relatedParty"]]))

    assert answer.status_code == 201
    assert answer["X-Passed-Over"] == "relatedParty"
    assert Order.objects.get().contact_name == "Ana Ruiz"


ITEM = body()["productOrderItem"][0]


@pytest.mark.parametrize(
    "items",
    [
        [ITEM, ITEM | {"id": "2"}],
        [ITEM | {"productOrderItem": [ITEM]}],
        [ITEM | {"product": {"product": [{"id": "2"}]}}],
    ],
)
def test_an_order_of_several_items_is_refused_with_the_way_to_place_it(client, items):
    answer = post(client, body(productOrderItem=items))

    assert (answer.status_code, answer.json()["code"]) == (400, "order.several_items")
    assert "an order of its own" in answer.json()["message"]
    assert Order.objects.count() == 0


def named(name):
    return body(relatedParty=[body()["relatedParty"][0] | {"name": name}])


def wishing(name, value):
    product = {"productCharacteristic": [{"name": name, "value": value}]}
    return body(productOrderItem=[ITEM | {"product": product}])


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (body() | {"@type": 5}, "@type: Write a text"),
        (body() | {"@baseType": ["x"]}, "@baseType: Write a text"),
        (named("Ana\r\nRuiz"), "relatedParty.name: There is a character in it"),
        (named("Ana \u202eziuR"), "relatedParty.name: There is a character in it"),
        (named("\u200d"), "relatedParty.name: A name has one letter at least"),
        (named(5), "relatedParty.name: Write a text"),
        (body(externalId=5), "externalId: Write a text"),
        (body(productOrderItem=[ITEM | {"productOffering": {"id": 5}}]), "id: Write a text"),
        (body(description="a\u202eb"), "description: There is a character in it"),
        (body(notificationContact="a" * 300 + "@example.org"), "no more than 254"),
        (wishing("contactPhone", "+34 600 000 000 / +34 600 000 001"), "no more than 32"),
        (wishing("contactPhone", "+34 600\n000 000"), "There is a character in it"),
        (body(externalid="5"), "externalid: This is not taken here"),
    ],
)
def test_what_is_of_another_type_or_unseen_is_refused(client, sent, says):
    answer = post(client, sent)

    assert (answer.status_code, answer.json()["code"]) == (400, "request.invalid")
    assert says in answer.json()["reason"].replace("[0]", "")
    assert Order.objects.count() == 0
