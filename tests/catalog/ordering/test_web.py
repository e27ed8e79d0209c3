"""The pages of an order: buyer's and seller's."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.utils import timezone

from catalog.ordering.limits import count_order
from catalog.ordering.models import Order
from catalog.ordering.questions import checkout_url
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.post_sim_card import post_sim_card
from catalog.storefront.models import Offer
from kith.errors import DomainError
from kith.questions import answering
from tenants.accounts.queries import PersonCard
from tenants.accounts.questions import find_encourager
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.ordering import a_paid_order, an_order

MAYA = PersonCard(id=UUID(int=7), name="Maya Kern", handle="maya", initials="MK")
BUYER = {
    "form_key": "one",
    "contact_name": "Ana Ruiz",
    "contact_email": "ana@example.org",
    "sim_form": "esim",
}


class PageClosed(DomainError):
    code = "test.closed"


@pytest.fixture(autouse=True)
def answers(offer_on_sale):
    """Stand in for those who know people and money."""
    with answering(
        find_encourager.by(lambda *, text: [MAYA] if text == "maya" else []),
        checkout_url.by(lambda **_: "https://pay.example/session"),
    ):
        yield


@pytest.fixture
def seller(acme, client):
    return sign_in(client, a_person(role="teammate", tenant=acme), acme)


def test_the_page_shows_the_total_before_anything_is_asked(client):
    page = client.get("/order/coast-10/")

    assert page.status_code == 200
    assert page.content.decode().count("€12.00") >= 2


def test_a_filled_form_places_an_order_and_goes_to_payment(client):
    answer = client.post("/order/coast-10/", {**BUYER, "encourager": "maya"})

    assert (answer.status_code, answer["Location"]) == (302, "https://pay.example/session")
    order = Order.objects.get()
    assert (order.encouraged_by_id, order.person_id) == (MAYA.id, None)


def test_nothing_but_what_the_form_asks_for_stands_in_the_order(acme, client_for):
    asked = {"contact_phone", "delivery_address", "has_card_consent", *BUYER}
    more = {
        field.attname: "1" for field in Order._meta.concrete_fields if field.attname not in asked
    }
    for form_key in ("plain", "loaded"):
        email = f"{form_key}@example.org"
        form = {**BUYER, "form_key": form_key, "contact_email": email}
        form = form if form_key == "plain" else more | form
        assert client_for(acme).post("/order/coast-10/", form).status_code == 302

    loaded, plain = Order.objects.order_by("contact_email").values()
    differ = {name for name in plain if plain[name] != loaded[name]}
    own = {"id", "number", "token", "idempotency_key", "request_hash", "contact_email"}
    assert differ <= own | {"placed_at", "steps"}
    ended = [[bool(step.ended_at) for step in each["steps"]] for each in (plain, loaded)]
    assert ended[0] == ended[1]


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"contact_email": "ana@example.org\u200b"}, ("ana@example.org", "Ana Ruiz")),
        ({"contact_name": "\u202eAna\u2800Ruiz\u200b"}, ("ana@example.org", "Ana Ruiz")),
    ],
)
def test_what_nobody_sees_is_taken_off_what_was_pasted(client, changes, kept):
    client.post("/order/coast-10/", BUYER | changes)

    order = Order.objects.get()
    assert (order.contact_email, order.contact_name) == kept


@pytest.mark.parametrize(
    "changes", [{"contact_name": "\u200b"}, {"contact_email": "an\u200ba@example.org"}]
)
def test_a_customer_whom_nobody_could_see_is_asked_again(client, changes):
    assert client.post("/order/coast-10/", BUYER | changes).status_code == 422
    assert not Order.objects.exists()


def test_the_card_is_kept_only_by_a_plain_yes(client):
    page = client.get("/order/coast-10/").content.decode()
    assert "We keep your card for the next months; you can remove it any day." in page
    # The question is the last thing before the button, and not in the bar that covers the form.
    assert "has_card_consent" in page.split('class="order-pay"')[0].split('name="encourager"')[1]
    assert "checked" not in page.split('name="has_card_consent"')[1].split(">")[0]

    client.post("/order/coast-10/", BUYER)
    client.post("/order/coast-10/", {**BUYER, "has_card_consent": "on", "about_unpaid": "too"})

    assert [order.keeps_card for order in Order.objects.order_by("has_card_consent")] == [
        False,
        True,
    ]


def test_a_plan_that_is_paid_once_asks_for_no_card(client):
    Offer.objects.update(period="once")

    assert "We keep your card" not in client.get("/order/coast-10/").content.decode()


def test_a_double_click_on_pay_makes_one_order(client):
    client.post("/order/coast-10/", BUYER)
    client.post("/order/coast-10/", BUYER)
    assert Order.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"contact_email": "nonsense"}, "valid email"),
        ({"contact_name": ""}, "required"),
        ({"sim_form": "physical"}, "address the card is posted to"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_placed(client, change, says):
    page = client.post("/order/coast-10/", {**BUYER, **change})

    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Order.objects.exists()


def test_the_encourager_is_shown_while_typing(client):
    page = client.get("/order/coast-10/encourager/?encourager=maya", headers={"hx-request": "true"})

    assert "You were encouraged by Maya K. (@maya)." in page.content.decode()
    assert "<html" not in page.content.decode()


def test_one_address_does_not_order_without_end(client):
    for _ in range(20):
        count_order(asked_from="127.0.0.1", at=timezone.now())

    page = client.post("/order/coast-10/", BUYER)
    another = client.post("/order/coast-10/", BUYER, REMOTE_ADDR="192.0.2.7")

    assert (page.status_code, another.status_code) == (422, 302)
    assert "That was too often." in page.text
    assert "Try again in" in page.text
    assert Order.objects.count() == 1


def test_a_payment_page_that_does_not_open_keeps_the_order(client):
    def closed(**_):
        raise PageClosed("The bank is away.")

    with answering(checkout_url.by(closed)):
        page = client.post("/order/coast-10/", BUYER, follow=True)

    assert "The bank is away." in page.content.decode()
    assert "Go to payment" in page.content.decode()
    assert Order.objects.count() == 1


def test_the_timeline_moves_by_itself_until_the_line_is_active(client, pools, network_simulator):
    order = a_paid_order()
    url = f"/order/{order.token}/status/"
    waiting = client.get(url).content.decode()
    assert 'hx-trigger="every 2s"' in waiting
    assert '<noscript><meta http-equiv="refresh"' in waiting

    fulfil_order(order_id=order.pk, at=timezone.now())
    ready = client.get(url, headers={"hx-request": "true"}).content.decode()

    assert "hx-trigger" not in ready
    assert "LPA:1$smdp.kith.example$" in ready
    assert "https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA:1$" in ready
    assert "+34 611 50 00 00" in ready


def test_after_buying_the_page_asks_whether_it_worked_and_leads_on(client, acme):
    order = a_paid_order()
    url = f"/order/{order.token}/status/"
    assert "Did it work?" not in client.get(url).text
    Order.objects.filter(pk=order.pk).update(active_at=timezone.now())
    describe_shop(name="Acme", support_email="help@acme.example", at=NOON)
    page = client.get(url).text

    assert "Did it work?" in page
    assert f'href="mailto:help@acme.example?subject={order.number}"' in page
    assert "Send me the link" in page
    # Who is signed in has a password: they are led to their lines.
    page = sign_in(client, a_person(tenant=acme), acme).get(url).text
    assert "Send me the link" not in page
    assert "See your lines" in page


def test_a_link_that_grew_old_no_longer_shows_the_esim(client, pools, network_simulator):
    order = a_paid_order()
    fulfil_order(order_id=order.pk, at=timezone.now() - timedelta(days=8))

    assert "LPA:1$" not in client.get(f"/order/{order.token}/status/").content.decode()


def test_a_failed_order_says_why_and_that_the_money_comes_back(client, pools, network_simulator):
    network_simulator.misbehave("refuse", times=-1, reason="profile not ready")
    order = a_paid_order()
    for _ in range(3):
        fulfil_order(order_id=order.pk, at=timezone.now())

    page = client.get(f"/order/{order.token}/status/").content.decode()

    assert "profile not ready" in page
    assert "You get the whole price back" in page


def test_an_unpaid_order_can_be_paid_or_cancelled(client):
    order = an_order()
    assert client.post(f"/order/{order.token}/payment/")["Location"].startswith("https://pay")

    client.post(f"/order/{order.token}/cancellation/")

    order.refresh_from_db()
    assert order.cancelled_at is not None
    assert "was cancelled" in client.get(f"/order/{order.token}/status/").content.decode()


def test_another_shops_order_is_not_found(client, client_for, globex):
    order = an_order()

    assert client_for(globex).get(f"/order/{order.token}/status/").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_the_sellers_list_costs_the_same_for_any_number_of_orders(seller, query_budget, count):
    for n in range(count):
        an_order(contact_name=f"Buyer {n}")
    seller.get("/desk/orders/")

    with query_budget(9):
        page = seller.get("/desk/orders/")

    assert page.content.decode().count("K-") >= min(count, 25)


def test_the_sellers_list_is_searched_and_filtered(seller):
    an_order(contact_name="Ana Ruiz")
    an_order(contact_name="Ben Ode")

    found = seller.get("/desk/orders/?q=ben&state=placed").content.decode()
    none = seller.get("/desk/orders/?state=active").content.decode()

    assert "Ben Ode" in found
    assert "Ana Ruiz" not in found
    assert "No order fits" in none


def test_a_figure_over_the_list_opens_as_many_orders_as_it_says(seller):
    an_order()
    given_back, failed = a_paid_order(), a_paid_order()
    Order.objects.filter(pk=given_back.pk).update(failed_at=NOON, refunded_at=NOON)
    Order.objects.filter(pk=failed.pk).update(failed_at=NOON)
    page = seller.get("/desk/orders/").text
    figures = re.findall(
        r'<a href="([?]state=\w+)">[^<]+</a></p><p class="stat-value">(?:<[^>]*>)*(\d+)', page
    )

    assert len(figures) == 3
    for address, count in figures:
        listed = seller.get(f"/desk/orders/{address}").text
        assert len(set(re.findall(r"K-[A-Z0-9]{6}", listed))) == int(count), address
    assert given_back.number in seller.get("/desk/orders/?state=refunded").text


def test_a_seller_is_not_spoken_to_as_the_buyer(seller, client_for, acme):
    order = an_order()
    theirs = seller.get(f"/desk/orders/{order.pk}/").text
    mine = client_for(acme).get(f"/order/{order.token}/status/").text

    assert "The buyer has not paid yet." in theirs
    assert "your payment" not in theirs
    assert "We are waiting for your payment." in mine
    order = a_paid_order()
    with time_machine.travel(timezone.now() + timedelta(days=9), tick=False):
        theirs = seller.get(f"/desk/orders/{order.pk}/").text
        mine = client_for(acme).get(f"/order/{order.token}/status/").text
    assert "longer than usual." in theirs
    assert "you need not do anything" not in theirs
    assert "longer than usual; you need not do anything." in mine


def test_the_seller_sees_one_order_and_posts_its_card(seller, pools, network_simulator):
    order = a_paid_order(sim_form="physical", delivery_address="Calle Mayor 1, Madrid")
    fulfil_order(order_id=order.pk, at=NOON)
    page = seller.get(f"/desk/orders/{order.pk}/").content.decode()
    assert "Calle Mayor 1, Madrid" in page

    seller.post(f"/desk/orders/{order.pk}/posting/")

    order.refresh_from_db()
    assert order.posted_at is not None
    assert seller.get(f"/desk/orders/{uuid4()}/").status_code == 404


def test_the_file_holds_the_orders_and_no_formula(seller):
    an_order(contact_name="=HYPERLINK(1)")

    file = seller.get("/desk/orders/?as=csv")

    assert "'=HYPERLINK(1)" in file.content.decode()


@pytest.mark.parametrize("path", ["/desk/orders/", "/desk/orders/export/", "/my/orders/"])
def test_strangers_are_sent_to_sign_in(client, path):
    assert "/accounts/login/" in client.get(path)["Location"]


def test_my_orders_are_mine(client, acme):
    person = a_person(tenant=acme)
    an_order(person_id=person.pk)
    other = an_order()
    sign_in(client, person, acme)

    page = client.get("/my/orders/").content.decode()

    assert "Coast 10" in page
    assert other.number not in page


def test_nobody_is_asked_whether_it_works_before_the_card_has_left(client, acme):
    order = a_paid_order(sim_form="physical", delivery_address="Calle Mayor 1, Madrid")
    Order.objects.filter(pk=order.pk).update(active_at=timezone.now())
    url = f"/order/{order.token}/status/"

    before = client.get(url).text
    post_sim_card(order_id=order.pk, at=timezone.now())
    after = client.get(url).text

    assert ("Did it work?" in before, "come by post" in before) == (False, True)
    assert ("Did it work?" in after, "come by post" in after) == (True, False)
    assert "here, put" in after


def test_a_question_that_wants_an_answer_is_not_called_optional_and_stays_a_question(client):
    client.post("/order/coast-10/", BUYER)

    page = client.post(
        "/order/coast-10/", {**BUYER, "form_key": "two", "contact_name": "Rosa"}
    ).text

    assert "What about the order you have not paid? You have not paid your order" in page
    legend = page[page.index("What about the order you have not paid?</") :][:300]
    assert "optional" not in legend


def test_the_file_is_of_the_list_as_it_is_filtered(seller):
    an_order(contact_name="Rosa Lind")
    an_order(contact_name="Kurt Weiss")

    file = seller.get("/desk/orders/?as=csv&q=rosa").content.decode()

    assert "Rosa Lind" in file
    assert "Kurt Weiss" not in file


def test_who_asks_at_the_files_former_address_is_led_to_it(seller):
    answer = seller.get("/desk/orders/export/?q=rosa")

    assert (answer.status_code, answer["Location"]) == (301, "/desk/orders/?q=rosa&as=csv")
