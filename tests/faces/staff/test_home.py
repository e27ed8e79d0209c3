"""Staff see what waits for them, whichever app it waits in, and nothing else."""

import pytest

from billing.settlement.models import WebhookEvent
from catalog.network.models import ManualTask
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.program import a_future_reseller, the_case_of


@pytest.fixture
def browser_of(public, client_for):
    return lambda role: sign_in(client_for(None), a_person(role=role))


def steps_by_hand(acme, count: int) -> None:
    with in_public():
        ManualTask.objects.bulk_create(
            ManualTask(request_id=f"r{n}", tenant_id=acme.uuid, verb="activate", asked_at=NOON)
            for n in range(count)
        )


def test_nothing_waits_and_the_page_says_so(browser_of):
    page = browser_of("staff").get("/staff/").text

    assert "Nothing waits for you" in page
    assert "shops are open on the network." in page


def test_what_waits_in_several_apps_stands_on_one_page_in_its_order(browser_of, home):
    the_case_of(a_future_reseller(tenant_id=home.uuid, name="Rosa Lind"))
    steps_by_hand(home, 1)
    with in_public():
        WebhookEvent.objects.create(
            event_id="evt_1", livemode=False, body={}, received_at=NOON, parked_at=NOON
        )

    page = browser_of("staff").get("/staff/").text

    rows = ["1 promotion to decide", "1 event could not be applied", "1 step to carry out by hand"]
    assert sorted(rows, key=page.index) == rows


def test_work_is_shown_to_those_who_may_do_it(browser_of, home):
    the_case_of(a_future_reseller(tenant_id=home.uuid))

    assert "1 promotion to decide" in browser_of("approver").get("/staff/").text
    assert "Nothing waits for you" in browser_of("finance").get("/staff/").text


def test_a_long_queue_is_counted_to_its_end_and_costs_no_more(browser_of, home, statements):
    browser = browser_of("staff")
    steps_by_hand(home, 1)
    browser.get("/staff/")
    one = statements(lambda: browser.get("/staff/"))
    with in_public():
        ManualTask.objects.all().delete()
    steps_by_hand(home, 101)

    assert "101 steps to carry out by hand" in browser.get("/staff/").text
    assert statements(lambda: browser.get("/staff/")) == one <= 21
