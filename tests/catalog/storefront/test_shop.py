"""The shop: total prices, at most four statements, and nothing sent twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from billing.entities.usecases.describe_entity import describe_entity
from catalog.storefront.models import Offer
from catalog.storefront.usecases.withdraw_offer import withdraw_offer
from catalog.wholesale.models import BaseProductRow
from kith.wall import forget_tenants, in_public, in_tenant
from tenants.registry.usecases.promote_to_operator import promote_to_operator
from tenants.workspace.usecases.describe_shop import describe_shop
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import an_invoice
from tests.factories.storefront import an_offer
from tests.house import COMPANY
from tests.insider import edit


def shelf_of(count):
    """Put any number of offers on the shelf, past the limit of a small shop."""
    an_offer(name="Offer 0")
    first = Offer.objects.get()
    Offer.objects.bulk_create(
        Offer(
            **{
                field.attname: getattr(first, field.attname)
                for field in Offer._meta.fields
                if field.attname not in {"id", "code", "name", "position"}
            },
            code=f"offer-{number}",
            name=f"Offer {number}",
            position=number + 1,
        )
        for number in range(1, count)
    )


def rename(name, *, starts_at):
    said = COMPANY | {"legal_name": name}
    describe_entity(
        code="NL", said=said, starts_at=starts_at, by=None, agreed_by=uuid4(), at=timezone.now()
    )
    forget_tenants()


def test_the_shop_shows_total_prices_and_who_sells(client):
    an_offer()

    page = client.get("/").content.decode()

    assert "Coast 10" in page
    assert "€12.00" in page
    assert "10 GB" in page
    assert "The seller earns a commission" in page
    assert 'href="/offers/coast-10/"' in page


def test_an_empty_shelf_says_so(client):
    assert "No plans yet" in client.get("/").content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_the_shop_costs_four_statements_cold(client, query_budget, count):
    shelf_of(count)
    forget_tenants()

    with query_budget(4):  # the tenant, the shop's state, who sells, the offers
        page = client.get("/")

    assert page.content.count(b'class="offer-card') == count


def test_a_kept_page_costs_one_statement(client, query_budget):
    an_offer()
    first = client.get("/")

    with query_budget(1):  # the shelf's version and the shop's face
        again = client.get("/")

    assert again.content == first.content
    assert dict(again.headers) == dict(first.headers)


def test_an_unchanged_shop_is_not_sent_again(client, query_budget):
    an_offer()
    tag = client.get("/")["ETag"]

    with query_budget(1):
        again = client.get("/", headers={"if-none-match": tag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert again["Cache-Control"] == "private, no-cache"
    assert "Cookie" in again["Vary"]


@pytest.mark.parametrize("sent", ["W/{tag}", '"another", {tag}', "*"])
def test_a_tag_is_known_however_a_proxy_sends_it(client, sent):
    an_offer()
    tag = client.get("/")["ETag"]

    again = client.get("/", headers={"if-none-match": sent.format(tag=tag)})

    assert (again.status_code, again.content) == (304, b"")


def test_whatever_changes_the_page_changes_its_tag(client):
    an_offer()
    tag = client.get("/")["ETag"]

    tags = {tag, client.get("/", headers={"accept-language": "es"})["ETag"]}
    client.cookies["kith_theme"] = "dark"
    tags.add(client.get("/")["ETag"])
    del client.cookies["kith_theme"]
    an_offer(name="Coast 11", price_minor=1300)
    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Coast 11" in answer.content.decode()
    assert len(tags | {answer["ETag"]}) == 4


def test_a_withdrawn_offer_leaves_the_page_at_once(client):
    an_offer()
    tag = client.get("/")["ETag"]

    withdraw_offer(code="coast-10", at=NOON)
    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Coast 10" not in answer.content.decode()


@pytest.mark.parametrize("tag", ['"7-zzz"', '"' + "9" * 30 + '-a"', "\x00"])
def test_an_unknown_tag_is_answered_with_the_page(client, tag):
    an_offer()

    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Coast 10" in answer.content.decode()


def test_a_shop_described_anew_is_shown_at_once(client, acme):
    an_offer()
    tag = client.get("/")["ETag"]

    describe_shop(
        name="Acme by the sea", tagline="", about="", support_hours="", languages=["en"], at=NOON
    )
    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Acme by the sea" in answer.content.decode()


def test_a_shop_that_becomes_an_operator_is_sent_anew(client, acme):
    an_offer()
    tag = client.get("/")["ETag"]

    with in_public():
        promote_to_operator(tenant_id=acme.uuid, at=NOON)
    forget_tenants()
    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "The seller earns a commission" not in answer.content.decode()


def test_a_kept_page_is_as_guarded_as_any_other(client):
    an_offer()
    client.get("/")

    kept, fresh = client.get("/"), client.get("/offers/coast-10/")

    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"):
        assert kept[name] == fresh[name]


def test_a_message_for_one_reader_is_kept_for_no_other(client, client_for, acme):
    an_offer()
    client.get("/")
    storage = CookieStorage(RequestFactory().get("/"))
    client.cookies["messages"] = storage._encode([Message(messages.INFO, "Only for you")])

    told, stranger = client.get("/"), client_for(acme).get("/")

    assert "Only for you" in told.content.decode()
    assert "ETag" not in told
    assert "Only for you" not in stranger.content.decode()


def test_the_other_shop_never_shows_or_revalidates_these_offers(client, client_for, globex):
    an_offer()
    mine = client.get("/")
    other = client_for(globex)

    theirs = other.get("/", headers={"if-none-match": mine["ETag"]})

    assert theirs.status_code == 200
    assert "Coast 10" not in theirs.content.decode()
    assert other.get("/offers/coast-10/").status_code == 404
    with in_tenant(globex):
        an_offer(name="Globe 10")
    assert "Globe 10" not in client.get("/").content.decode()


def test_a_reader_who_is_signed_in_gets_a_page_of_their_own(client, acme):
    an_offer()
    anonymous = client.get("/")
    with in_public():
        person = a_person(tenant=acme)
    sign_in(client, person, acme)

    page = client.get("/", headers={"if-none-match": anonymous["ETag"]})

    assert page.status_code == 200
    assert "ETag" not in page
    assert "Coast 10" in page.content.decode()


def test_an_offer_shows_what_a_contract_would(client):
    an_offer()

    page = client.get("/offers/coast-10/").content.decode()

    for said in ("€12.00", "€2.08", "all taxes included", "14 days", "Northline"):
        assert said in page
    assert (
        f'href="{reverse("order-start", args=["coast-10"], urlconf="config.urls.tenant")}"' in page
    )


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("month", "Month by month"),
        ("week", "Week by week"),
        ("once", "It does not renew."),
    ],
)
def test_an_offer_says_how_it_is_paid(client, period, said):
    an_offer()
    Offer.objects.update(period=period)

    assert said in client.get("/offers/coast-10/").content.decode()


def test_a_draft_and_a_withdrawn_offer_have_no_page(client):
    an_offer(is_on_sale=False)
    assert client.get("/offers/coast-10/").status_code == 404

    with in_public():
        BaseProductRow.objects.update(retail_minor=1250)
    an_offer(name="Gone")
    withdraw_offer(code="gone", at=NOON)
    assert client.get("/offers/gone/").status_code == 404


def test_names_and_words_are_printed_as_text(client):
    an_offer(name="<b>Coast</b>")

    assert "<b>Coast</b>" not in client.get("/").content.decode()


@pytest.mark.parametrize("is_operator", [False, True])
def test_a_shop_names_the_company_that_its_bills_name(client, acme, is_operator):
    an_offer()
    if is_operator:
        with in_public():
            promote_to_operator(tenant_id=acme.uuid, at=NOON)
        forget_tenants()
    company = an_invoice().seller["legal_name"]

    for address in ("/", "/offers/coast-10/", "/order/coast-10/", "/my/invoices/"):
        page = client.get(address, follow=True).text
        assert company in page, address
        assert f"Sold by {acme.name}" not in page
    offer = client.get("/offers/coast-10/").text
    assert f'"seller": {{"@type": "Organization", "name": "{company}"}}' in offer


def test_a_company_that_changes_its_name_is_named_so_from_that_day(client, acme):
    an_offer()
    tag = client.get("/")["ETag"]
    now = timezone.now()

    rename("Southline Telecom SL", starts_at=now + timedelta(days=1))
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304
    edit("public", "UPDATE entities_entitydetails SET starts_at = now() WHERE version = 2")
    forget_tenants()
    answer = client.get("/", headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "Southline Telecom SL" in answer.text
