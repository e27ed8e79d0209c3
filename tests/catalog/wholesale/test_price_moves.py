"""A file that moves prices far says what it does in the shops, and takes a second person."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from catalog.storefront.models import Offer
from catalog.wholesale.models import BaseProductRow, CatalogImport
from catalog.wholesale.usecases.take_in_file import take_in_file
from kith.audit.models import AuditEntry
from kith.proposals.models import Proposal
from kith.wall import forget_tenants, in_public, in_tenant
from tests.at_once import taken_away
from tests.catalog.wholesale.taking_in import an_export, take_in
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.lines import a_line
from tests.factories.storefront import an_offer

CONFIRM = "/staff/catalog/imports/confirmation/"


@pytest.fixture
def browser_of(public, client_for):
    return lambda role="staff": sign_in(client_for(None), a_person(role=role))


@pytest.fixture
def uploader(browser_of):
    with in_public():
        take_in(an_export())
    return browser_of()


def upload(client, *, price):
    content = json.dumps(an_export(price={"unit": "EUR", "value": price})).encode()
    file = SimpleUploadedFile("export.json", content)
    return client.post("/staff/catalog/imports/", {"file": file}, follow=True)


def list_price():
    with in_public():
        return BaseProductRow.objects.current().get(code="o").retail_minor


def proposed(client, *, price):
    ticket = upload(client, price=price).context["ticket"]
    client.post(CONFIRM, {"ticket": ticket, "because": "cheaper"})
    again = client.post(CONFIRM, {"ticket": ticket, "because": "cheaper"})
    return again.url


@pytest.mark.parametrize("price", [10.80, 13.20])
def test_a_tenth_up_or_down_takes_one_person(uploader, price):
    page = upload(uploader, price=price)
    uploader.post(CONFIRM, {"ticket": page.context["ticket"]})

    assert "Ask for a second signature" not in page.text
    assert list_price() == round(price * 100)


def test_small_steps_of_one_person_add_up(uploader, browser_of):
    first = upload(uploader, price=13)
    uploader.post(CONFIRM, {"ticket": first.context["ticket"]})
    assert list_price() == 1_300

    # 7.7 percent more, and 16.7 of what it was.
    page = proposed(uploader, price=14)
    assert list_price() == 1_300
    browser_of("approver").post(f"{page}signature/")
    assert list_price() == 1_400

    # Two agreed to that: from there it is one person's again.
    last = upload(uploader, price=15)
    assert "Ask for a second signature" not in last.text
    uploader.post(CONFIRM, {"ticket": last.context["ticket"]})
    assert list_price() == 1_500


def test_what_was_turned_down_begins_nothing_anew(uploader, browser_of):
    first = upload(uploader, price=13)
    uploader.post(CONFIRM, {"ticket": first.context["ticket"]})
    browser_of("approver").post(f"{proposed(uploader, price=14)}refusal/")

    assert "Ask for a second signature" in upload(uploader, price=14).text
    assert list_price() == 1_300


def test_after_a_month_a_price_moves_from_where_it_is(public):
    by = a_person(role="staff").pk
    steps = ((12, 0, False), (13, 1, False), (14, 20, True), (14, 32, False))
    with in_public():
        for price, day, waits in steps:
            done = take_in_file(
                content=json.dumps(an_export(price={"unit": "EUR", "value": price})).encode(),
                filename="export.json",
                because="dearer",
                key=f"day {day}",
                by=by,
                at=NOON + timedelta(days=day),
            )
            assert isinstance(done, Proposal) is waits, (price, day)


@pytest.mark.parametrize("price", [10.79, 13.21])
def test_more_than_a_tenth_waits_for_somebody_else(uploader, browser_of, price):
    page = proposed(uploader, price=price)
    alone = uploader.post(f"{page}signature/")
    assert list_price() == 1_200
    other = browser_of("approver")
    assert "1 catalogue file to sign" in other.get("/staff/").text
    assert other.get("/staff/catalog/proposals/").url == page

    for _ in range(2):
        other.post(f"{page}signature/")

    assert alone.status_code == 409
    assert list_price() == round(price * 100)
    with in_public():
        assert Proposal.objects.get().content is None
        assert CatalogImport.objects.count() == 2
        done = AuditEntry.objects.filter(action__startswith="catal").order_by("pk")
        assert list(done.values_list("action", flat=True))[1:] == [
            "catalogue.proposed",
            "catalogue.agreed",
            "catalog.imported",
        ]


def test_before_the_button_stands_what_it_does_in_shops_offers_lines_and_money(
    uploader, acme, globex
):
    for shop in (acme, globex):
        with in_tenant(shop):
            an_offer()
            # 12.00, which at a list price of 8.00 is above the highest of 10.40.
            Offer.objects.update(base_code="o", price_minor=1_200)
    with in_tenant(acme):
        line = a_line()
        type(line).objects.update(base_code="o")
    forget_tenants()

    page = upload(uploader, price=8)

    [row] = page.context["touched"]
    assert (row["shops"], row["offers"], row["stopped"], row["lines"]) == (2, 2, 2, 1)
    assert "€8.00 (\N{MINUS SIGN}33.3%)" in page.text
    assert "2 offers are taken off sale; 1 line in service keeps its price." in page.text


def test_a_reason_is_asked_for_and_the_page_can_be_read_again(uploader):
    page = upload(uploader, price=8)
    [(look, _status)] = page.redirect_chain

    silent = uploader.post(CONFIRM, {"ticket": page.context["ticket"], "because": " "})

    assert silent.status_code == 302
    assert "Say in a sentence why." in uploader.get(silent.url).text
    assert uploader.get(look).status_code == 200
    with in_public():
        assert not Proposal.objects.exists()


def test_a_file_is_turned_down_and_the_catalogue_stays(uploader, browser_of):
    page = proposed(uploader, price=8)

    browser_of("approver").post(f"{page}refusal/")

    assert list_price() == 1_200
    with in_public():
        assert Proposal.objects.get().outcome == Proposal.Outcome.TURNED_DOWN


def test_whoever_may_not_sign_finds_no_such_page(uploader, browser_of):
    page = proposed(uploader, price=8)
    finance = browser_of("finance")

    assert finance.get(page).status_code == 403
    assert finance.post(f"{page}signature/").status_code == 403
    assert "to sign" not in finance.get("/staff/").text


@pytest.mark.fault
def test_how_far_a_price_moves_is_seen_from_what_went_in_at_the_last_moment(house):
    def took(price):
        with in_public():
            return take_in_file(
                content=json.dumps(an_export(price={"unit": "EUR", "value": price})).encode(),
                filename="export.json",
                because="cheaper",
                key=str(price),
                by=uuid4(),
                at=NOON,
            )

    def elsewhere(price):
        try:
            took(price)
        finally:
            connection.close()

    def just_before_the_lock(execute, sql, *rest):
        if "FOR UPDATE" in sql and "wholesale_catalogentry" in sql and waiting_prices:
            with ThreadPoolExecutor(1) as other:
                other.submit(elsewhere, waiting_prices.pop()).result(timeout=20)
        return execute(sql, *rest)

    with taken_away("public", apps="wholesale|proposals|series|audit|outbox"):
        took(12)
        waiting_prices = [13.2]
        with connection.execute_wrapper(just_before_the_lock):
            done = took(10.8)

        assert isinstance(done, Proposal)
        assert list_price() == 1_320
