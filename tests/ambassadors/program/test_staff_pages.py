"""Staff see the queue, decide, and change the rules."""

import csv
import io
from datetime import timedelta

import pytest

from ambassadors.program.events import CaseApproved, CaseRetried
from ambassadors.program.models import PromotionCase
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.provision_reseller import provision_reseller
from ambassadors.program.usecases.sign_case import sign_case
from kith.outbox.models import Letter
from kith.outbox.reactions import wired_pairs
from kith.wall import in_public
from tests.blueprint import no_blueprint
from tests.clock import NOON
from tests.factories.accounts import a_person as a_person_in_role
from tests.factories.accounts import sign_in
from tests.factories.program import (
    a_future_operator,
    a_future_reseller,
    a_person,
    the_case_of,
)


@pytest.fixture
def staff(public):
    return a_person_in_role(role="staff", full_name="Stella Frey")


@pytest.fixture
def browser(staff, client_for):
    return sign_in(client_for(None), staff)


@pytest.fixture
def case(public, home):
    return the_case_of(a_future_reseller(tenant_id=home.uuid, name="Rosa Lind"))


def test_the_queue_says_so_when_it_is_empty(browser):
    assert "The queue is empty" in browser.get("/staff/cases/").text
    assert "Nothing waits for you" in browser.get("/staff/").text


def test_a_case_waits_on_the_home_page_and_in_the_queue(browser, case):
    assert "1 promotion to decide" in browser.get("/staff/").text

    page = browser.get("/staff/cases/").text

    assert "Rosa Lind" in page
    assert "To Reseller · 4 of 4 met · 0 of 1 signed" in page


def test_whoever_comes_to_decide_is_shown_the_tab_with_work(browser, home):
    case = the_case_of(a_future_operator(tenant_id=home.uuid, name="Rosa Lind"))
    with in_public():
        sign_case(case_id=case.pk, by=a_person_in_role(role="approver").pk, at=NOON)

    assert "Rosa Lind" in browser.get("/staff/cases/").text
    assert "Rosa Lind" not in browser.get("/staff/cases/?view=open").text


def test_the_queue_is_searched_by_name_and_step(browser, case):
    assert "Rosa Lind" in browser.get("/staff/cases/?q=rosa").text
    assert "Nobody matches" in browser.get("/staff/cases/?q=100%25").text
    assert "Rosa Lind" not in browser.get("/staff/cases/?tier=operator").text
    assert "Nobody matches" in browser.get("/staff/cases/?tier=operator").text


def test_the_case_page_shows_criteria_and_evidence(browser, case):
    page = browser.get(f"/staff/cases/{case.pk}/").text

    assert "15 of 15" not in page  # the words stand in two elements
    assert "Friends who joined and stayed" in page
    assert "Friend 3, counted since" in page
    assert "Northline: 15 in service" in page


def test_signing_approves_and_the_page_moves_until_the_shop_is_live(browser, case):
    answer = browser.post(f"/staff/cases/{case.pk}/signature/", {"note": ""}, follow=True)
    assert "Making the shop" in answer.text
    with in_public():
        provision_reseller(case_id=case.pk, at=NOON)

    moved = browser.get(f"/staff/cases/{case.pk}/progress/")

    assert "The shop is live" in moved.text
    assert "rosa-lind.kith.localhost" in moved.text
    assert "<html" not in moved.text


def test_a_refused_signature_says_what_changed(browser, public, home):
    from ambassadors.program.models import CircleMeasure

    case = the_case_of(a_future_operator(tenant_id=home.uuid))
    CircleMeasure.objects.update(active_lines=12)

    answer = browser.post(f"/staff/cases/{case.pk}/signature/", {"note": ""})

    assert answer.status_code == 409
    assert "12 now, 100 needed" in answer.text


def test_declining_needs_a_reason_and_tells_which_field(browser, case):
    bare = browser.post(f"/staff/cases/{case.pk}/refusal/", {"text": "", "retry_on": ""})
    assert bare.status_code == 422
    with in_public():
        assert PromotionCase.objects.get().is_open
    words = {"reason_codes": ["too_early"], "text": "In spring.", "retry_on": "2100-01-01"}

    browser.post(f"/staff/cases/{case.pk}/refusal/", words)

    with in_public():
        assert PromotionCase.objects.get().outcome == "declined"
    assert "In spring." in browser.get(f"/staff/cases/{case.pk}/").text


def test_a_question_reaches_the_candidate_and_comes_back(browser, case, client_for):
    from tenants.accounts.models import Person

    browser.post(f"/staff/cases/{case.pk}/questions/", {"text": "Who covers for you?"})
    candidate = Person.objects.get(pk=case.person_id)
    theirs = sign_in(client_for(None), candidate)
    assert "Who covers for you?" in theirs.get("/path/").text
    question = case.questions.get()

    assert theirs.post(f"/path/questions/{question.pk}/", {"text": " "}).status_code == 422
    theirs.post(f"/path/questions/{question.pk}/", {"text": "My sister."})

    assert "My sister." in browser.get(f"/staff/cases/{case.pk}/").text
    stranger = sign_in(client_for(None), a_person(name="Stranger"))
    foreign = stranger.post(f"/path/questions/{question.pk}/", {"text": "Me."})
    assert foreign.status_code == 404


def test_only_those_who_may_decide_come_in(public, client_for, case):
    assert client_for(None).get("/staff/cases/").status_code == 302
    finance = sign_in(client_for(None), a_person_in_role(role="finance"))

    assert finance.get("/staff/cases/").status_code == 403
    assert finance.post(f"/staff/cases/{case.pk}/signature/").status_code == 403
    assert finance.get("/staff/").status_code == 200


def test_the_queue_costs_the_same_for_any_number_of_cases(browser, home, statements):
    the_case_of(a_future_reseller(tenant_id=home.uuid))
    browser.get("/staff/cases/")
    one = statements(lambda: browser.get("/staff/cases/"))
    run = PromotionCase.objects.get().run
    PromotionCase.objects.bulk_create(
        PromotionCase(
            person_id=a_person(name=f"Person {n}").pk,
            run=run,
            from_tier="ambassador",
            to_tier="reseller",
            signatures_needed=1,
            opened_at=NOON,
            due_on=NOON.date(),
        )
        for n in range(49)
    )

    assert statements(lambda: browser.get("/staff/cases/")) == one <= 12


def test_the_case_page_costs_the_same_for_any_evidence(browser, home, statements):
    few = the_case_of(a_future_reseller(tenant_id=home.uuid, name="Few", referrals=15))
    many = the_case_of(a_future_reseller(tenant_id=home.uuid, name="Many", referrals=50))
    browser.get(f"/staff/cases/{few.pk}/")

    counts = [
        statements(lambda pk=pk: browser.get(f"/staff/cases/{pk}/")) for pk in (few.pk, many.pk)
    ]

    assert counts[0] == counts[1] <= 20


def test_a_decided_case_leaves_the_queue(browser, case):
    with in_public():
        sign_case(case_id=case.pk, by=a_person(name="Other").pk, at=NOON + timedelta(hours=1))

    assert "The queue is empty" in browser.get("/staff/cases/").text
    assert "Rosa Lind" in browser.get("/staff/cases/?view=decided").text
    with in_public():
        assert assess_everyone(at=NOON, slot="again").opened_count == 0


def test_the_steps_of_the_making_stand_on_the_page(browser, case, drain_outbox):
    browser.post(f"/staff/cases/{case.pk}/signature/", {"note": ""})
    drain_outbox()

    moved = browser.get(f"/staff/cases/{case.pk}/progress/").text

    assert "The shop is live" in moved
    for step in ("Its own separate data", "Its web address", "The owner’s access"):
        assert step in moved
    assert moved.count('class="is-done"') == 3


def test_what_failed_is_said_and_trying_again_goes_on(browser, case, drain_outbox):
    page = f"/staff/cases/{case.pk}/"
    browser.post(f"{page}signature/", {"note": ""})
    with no_blueprint():
        drain_outbox()
    stopped = browser.get(f"{page}progress/").text

    assert "The set-up of the shop has stopped" in stopped
    assert "no blueprint of a tenant yet" not in stopped
    assert "Something went wrong on our side. The log has it under" in stopped
    assert "F-" in stopped
    assert stopped.count('class="is-failed"') == 1
    assert stopped.count('class="is-waiting"') == 2
    with in_public():
        assert PromotionCase.objects.get(pk=case.pk).carried_out_at is None

    assert browser.post(f"{page}retry/").status_code == 302
    drain_outbox()

    assert "The shop is live" in browser.get(f"{page}progress/").text
    assert browser.post(f"{page}retry/").status_code == 302
    assert drain_outbox() == 0


def test_only_an_approved_case_is_tried_again(browser, case):
    assert browser.post(f"/staff/cases/{case.pk}/retry/").status_code == 409
    with in_public():
        assert not Letter.objects.filter(event="case.retried").exists()


@pytest.mark.parametrize("event", [CaseApproved, CaseRetried])
def test_a_shop_is_made_outside_a_transaction_so_that_each_step_is_seen(event):
    said = event.event_name
    wired = [reaction for one, reaction in wired_pairs() if one == said]

    assert not wired[0].atomic


def test_a_search_stays_in_its_tab_and_the_queue_is_a_file(browser, case):
    page = browser.get("/staff/cases/?view=second").content.decode()
    assert '<input type="hidden" name="view" value="second">' in page

    page = browser.get("/staff/cases/?as=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(page)))

    assert [(row["step"], row["signatures_needed"]) for row in rows] == [("Reseller", "1")]


def test_signing_over_an_open_question_takes_a_second_press(browser, case):
    address = f"/staff/cases/{case.pk}/"
    assert "without the candidate’s answer" not in browser.get(address).text
    browser.post(f"{address}questions/", {"text": "Who helps you?"})

    refused = browser.post(f"{address}signature/", {"note": "Well kept."})

    assert refused.status_code == 409
    assert "The candidate has not answered: “Who helps you?”" in refused.text
    assert "Well kept." in refused.text
    assert PromotionCase.objects.get(pk=case.pk).is_open
    signed = browser.post(f"{address}signature/", {"without_answer": "on"}, follow=True)
    assert "Approved." in signed.text
