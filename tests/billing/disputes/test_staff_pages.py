"""The pages on which staff answer a customer's bank."""

from datetime import timedelta
from uuid import uuid4

import pytest

from billing.disputes.models import Dispute
from kith.audit.models import AuditEntry
from kith.wall import in_public
from tests.factories.accounts import a_person, sign_in
from tests.factories.disputes import NOW, a_bill_paid_by_card, a_dispute, left_of, the_dispute
from tests.factories.lines import a_line
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer

SAID = {"product_description": "10 GB a month", "customer_name": "Ana Ruiz"}


@pytest.fixture
def browser_of(client_for):
    def make(role):
        with in_public():
            return sign_in(client_for(None), a_person(role=role))

    return make


@pytest.fixture
def disputed(bill, news, fake_stripe):
    """A dispute of acme's bill that waits for an answer."""
    fake_stripe.control.dispute(bill.payment)
    news.arrive()
    return the_dispute()


def page_of(dispute):
    return f"/staff/disputes/{dispute.pk}/"


def answers(browser, dispute, *, key=None, **said):
    return browser.post(
        f"{page_of(dispute)}evidence/", {"key": key or str(uuid4()), **said}, follow=True
    )


def test_without_disputes_the_list_says_what_comes(browser_of):
    staff = browser_of("staff")

    assert "No disputes here" in staff.get("/staff/disputes/").text
    assert "Nothing matches" in staff.get("/staff/disputes/?q=nobody").text


def test_the_nearest_deadline_stands_first_and_what_is_late_says_so(public, browser_of):
    for name, hours in (("Later", 50), ("Sooner", 10), ("Missed", -1)):
        a_dispute(customer_name=name, due_by=NOW + timedelta(hours=hours))
    a_dispute(customer_name="Answered", status=Dispute.UNDER_REVIEW, submission_count=1)
    a_dispute(customer_name="Over", status=Dispute.WON, closed_at=NOW)
    staff = browser_of("staff")

    page = staff.get("/staff/disputes/").text

    places = [page.index(name) for name in ("Missed", "Sooner", "Later", "Answered")]
    assert places == sorted(places)
    assert "Overdue" in page
    assert ">Over<" not in page
    assert ">Over<" in staff.get("/staff/disputes/?view=closed").text
    assert "4 disputes to answer" not in staff.get("/staff/").text
    assert "3 disputes to answer" in staff.get("/staff/").text


def test_the_list_is_searched_and_comes_as_a_file(disputed, bill, browser_of):
    with in_public():
        a_dispute(customer_name="Somebody Else")
    staff = browser_of("staff")

    found = staff.get(f"/staff/disputes/?q={bill.number}").text
    file = staff.get("/staff/disputes/?as=csv").text

    assert page_of(disputed) in found
    assert "Somebody Else" not in found
    assert bill.number in file
    assert "Somebody Else" in file


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_costs_the_same_for_any_number_of_disputes(
    acme, public, browser_of, query_budget, count
):
    for _ in range(count):
        a_dispute(tenant_id=acme.uuid)
    staff = browser_of("staff")
    staff.get("/staff/disputes/")

    with query_budget(9):
        staff.get("/staff/disputes/")


def test_a_dispute_shows_what_is_known_and_drafts_the_evidence(disputed, bill, browser_of):
    page = browser_of("staff").get(page_of(disputed)).text

    assert "They say it was not them" in page
    assert bill.number in page
    assert "Who stands to lose what" in page
    assert "Held back" in page
    assert "Mobile service, sold by Acme" in page
    assert "Fee, borne by the network" in page


def test_the_story_of_a_renewed_line_stands_in_the_evidence(acme, news, fake_stripe, browser_of):
    used_since = NOW - timedelta(days=40)
    an_offer()
    line = a_line(order_id=an_order(at=used_since).pk, at=used_since)
    bill = a_bill_paid_by_card(fake_stripe, line_id=line.pk)
    fake_stripe.control.dispute(bill.payment, reason="product_not_received")
    news.arrive()

    page = browser_of("staff").get(page_of(the_dispute())).text

    assert "eSIM code used, line active" in page
    assert f"{used_since:%Y-%m-%d}" in page
    assert "+34 622" in page
    assert "They got nothing" in page


def test_evidence_is_drafted_handed_in_once_and_shown(disputed, browser_of):
    staff = browser_of("staff")

    assert "Kept as a draft." in answers(staff, disputed, **SAID).text
    assert the_dispute().status == "needs_response"
    handed = answers(staff, disputed, **SAID, is_final="yes")

    assert "Handed in. Their bank decides now." in handed.text
    assert the_dispute().status == "under_review"
    assert the_dispute().evidence == SAID
    assert "What we told their bank" in handed.text
    assert answers(staff, disputed, **SAID, is_final="yes").status_code == 409
    with in_public():
        said = AuditEntry.objects.filter(subject=f"dispute:{disputed.pk}", actor_id__isnull=False)
        assert list(said.order_by("pk").values_list("action", flat=True)) == [
            "dispute.evidence_kept",
            "dispute.evidence_handed_in",
        ]


def test_a_second_click_hands_the_same_in(disputed, browser_of):
    staff, key = browser_of("staff"), str(uuid4())

    first = answers(staff, disputed, key=key, **SAID, is_final="yes")
    second = answers(staff, disputed, key=key, **SAID, is_final="yes")

    assert "Handed in." in first.text
    assert "Handed in." in second.text
    assert the_dispute().submission_count == 1


def test_empty_evidence_is_not_handed_in(disputed, browser_of):
    answer = answers(browser_of("staff"), disputed, is_final="yes")

    assert answer.status_code == 409
    assert "evidence is empty" in answer.text
    assert the_dispute().submission_count == 0


def test_what_the_processor_did_not_take_is_kept_on_the_page_and_sent_again(
    disputed, fake_stripe, browser_of
):
    staff, key = browser_of("staff"), str(uuid4())
    fake_stripe.control.fail("POST /v1/disputes/*", "500_before", count=3)

    answer = answers(staff, disputed, key=key, **SAID, is_final="yes")

    assert answer.status_code == 409
    assert SAID["product_description"] in answer.text
    assert the_dispute().submission_count == 0
    better = SAID | {"customer_name": "Ana María Ruiz"}
    assert "Handed in." in answers(staff, disputed, key=key, **better, is_final="yes").text
    assert the_dispute().evidence == better


def test_finance_gives_in_and_nobody_else(disputed, bill, news, browser_of):
    finance, staff = browser_of("finance"), browser_of("staff")
    door, form = f"{page_of(disputed)}acceptance/", {"key": str(uuid4())}
    assert door in finance.get(page_of(disputed)).text
    assert door not in staff.get(page_of(disputed)).text
    assert staff.post(door, form).status_code == 403
    assert finance.post(door, {"key": "no key"}).status_code == 400

    for _ in range(2):
        assert "Accepted." in finance.post(door, form, follow=True).text
    news.arrive()

    assert the_dispute().status == "lost"
    assert left_of(bill) == 0
    assert finance.post(door, {"key": str(uuid4())}).status_code == 409


def test_a_question_of_a_bank_says_that_nothing_was_taken(bill, news, fake_stripe, browser_of):
    fake_stripe.control.dispute(bill.payment, is_inquiry=True)
    news.arrive()

    page = browser_of("finance").get(page_of(the_dispute())).text

    assert "no money was taken" in page
    assert "acceptance" not in page


def test_a_payment_that_nobody_knows_says_so(news, fake_stripe, browser_of):
    payment = fake_stripe.control.charge(amount=700)["payment_intent"]
    fake_stripe.control.dispute(payment)
    news.arrive()

    page = browser_of("staff").get(page_of(the_dispute()))

    assert page.status_code == 200
    assert "No payment of ours is known by this name." in page.text
