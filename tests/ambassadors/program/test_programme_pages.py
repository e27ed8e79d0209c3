"""A new version of the rules shows who would go up by it, and takes a second person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from ambassadors.program.models import Programme, PromotionCase, Standing
from ambassadors.program.queries import rehearse
from ambassadors.program.usecases.assess_everyone import assess_everyone
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from kith.audit.models import AuditEntry
from kith.proposals.models import Proposal
from kith.wall import day_here, in_public
from tests.clock import NOON
from tests.factories.accounts import a_person as a_person_in_role
from tests.factories.accounts import sign_in
from tests.factories.program import a_future_reseller

NEW = "/staff/programme/new/"


@pytest.fixture
def browser_of(public, client_for):
    publish_default_programme(at=NOON)
    return lambda role="staff": sign_in(client_for(None), a_person_in_role(role=role))


@pytest.fixture
def writer(browser_of):
    return browser_of()


def numbers_of(browser, **instead):
    form = browser.get(NEW).context["form"]
    numbers = {name: form.fields[name].initial for name in form.keys}
    return numbers | {"note": "A gentler step", "key": uuid4()} | instead


def proposed(browser, **instead):
    posted = browser.post(NEW, numbers_of(browser, **instead))
    assert posted.status_code == 302, posted.text
    return posted.url


def test_a_version_is_written_from_the_old_and_signed_by_somebody_else(writer, browser_of):
    page = proposed(writer, operator__active_lines=80)
    alone = writer.post(f"{page}signature/")
    with in_public():
        assert Programme.objects.count() == 1
    second = browser_of("approver")
    assert "1 new version of the programme to sign" in second.get("/staff/").text
    assert page in second.get("/staff/programme/").text
    assert "Sign and publish" in second.get(page).text

    signed = [second.post(f"{page}signature/", follow=True) for _ in range(2)]

    assert alone.status_code == 409
    assert "You asked for it yourself" in alone.text
    assert [one.status_code for one in signed] == [200, 200]
    with in_public():
        fresh = Programme.objects.get(version=2)
        done = AuditEntry.objects.filter(action__startswith="programme.").order_by("pk")
        assert list(done.values_list("action", flat=True)) == [
            "programme.proposed",
            "programme.agreed",
            "programme.published",
        ]
    assert fresh.note == "A gentler step"
    assert "Version 2" in second.get("/staff/programme/").text


def test_what_changes_stands_in_the_order_of_the_ladder(writer):
    page = proposed(
        writer,
        operator__active_lines=80,
        operator__tier_days=300,
        reseller__retention_90d=70,
        ambassador__account_days=60,
    )

    rows = writer.get(page).context["changes"]

    assert [(row["step"], row["now"], row["then"]) for row in rows] == [
        ("Ambassador", "90 days", "60 days"),
        ("Reseller", "80 %", "70 %"),
        ("Virtual operator", "365 days", "300 days"),
        ("Virtual operator", "100", "80"),
    ]


def test_what_changes_nothing_or_is_impossible_is_not_proposed(writer):
    same = writer.post(NEW, numbers_of(writer))
    impossible = writer.post(NEW, numbers_of(writer, operator__retention_12m=101))

    assert (same.status_code, impossible.status_code) == (409, 409)
    with in_public():
        assert not Proposal.objects.exists()


def test_it_holds_from_its_day_on(writer, browser_of):
    today = day_here(timezone.now())
    late = writer.post(NEW, numbers_of(writer, starts_on=today - timedelta(days=1)))
    start = today + timedelta(days=10)
    page = proposed(writer, operator__active_lines=80, starts_on=start)

    browser_of("staff").post(f"{page}signature/")

    assert late.status_code == 422
    with in_public():
        assert day_here(Programme.objects.get(version=2).starts_at) == start


def test_a_version_is_taken_back_turned_down_or_replaced_and_changes_nothing(writer, browser_of):
    replaced = proposed(writer, operator__active_lines=80)
    own = proposed(writer, operator__active_lines=90)
    writer.post(f"{own}refusal/")
    other = proposed(writer, operator__active_lines=70)
    browser_of("approver").post(f"{other}refusal/")

    with in_public():
        found = Proposal.objects.order_by("asked_at")
        assert list(found.values_list("outcome", flat=True)) == [
            "withdrawn",
            "withdrawn",
            "turned_down",
        ]
        assert Programme.objects.count() == 1
    late = browser_of("approver").post(f"{replaced}signature/")
    assert (late.status_code, "decided in the meantime" in late.text) == (409, True)


def test_the_page_names_who_would_go_up_and_who_no_longer_would(writer, home):
    with in_public():
        a_future_reseller(tenant_id=home.uuid, name="Rosa Lind")
    harder = proposed(writer, reseller__active_lines=100_000)

    page = writer.get(harder).text

    assert "Rosa Lind" in page
    assert "No longer by this version" in page
    assert "Only by this version" not in page


def test_a_rehearsal_says_what_the_next_assessment_does_and_writes_nothing(browser_of, home):
    with in_public():
        person = a_future_reseller(tenant_id=home.uuid)
        easy = {("reseller", "active_lines"): 1, ("reseller", "retention_90d"): 1}

        shown = rehearse(thresholds=easy, at=NOON)

        assert shown.then[person.pk] == "reseller"
        assert (shown.now, shown.gained) == (shown.then, {})
        assert not PromotionCase.objects.exists()
        assert Standing.objects.filter(case__isnull=False).count() == 0
        run = assess_everyone(at=NOON, slot="tonight")
        assert {case.person_id for case in PromotionCase.objects.filter(run=run)} == set(shown.now)


def test_who_may_not_edit_sees_no_button_and_who_may_not_sign_neither(writer, browser_of):
    page = proposed(writer, operator__active_lines=80)
    finance = browser_of("finance")

    assert NEW not in finance.get("/staff/programme/").text
    assert "signature/" not in finance.get(page).text
    assert finance.post(f"{page}signature/").status_code == 403
    assert NEW in writer.get("/staff/programme/").text


def test_a_proposals_page_costs_the_same_for_any_number_of_people(writer, home, statements):
    page = proposed(writer, reseller__active_lines=100_000)
    writer.get(page)
    none = statements(lambda: writer.get(page))
    with in_public():
        for number in range(4):
            a_future_reseller(tenant_id=home.uuid, name=f"Rosa {number}")

    assert "Rosa 3" in writer.get(page).text
    # One more for the names of whoever is named at all.
    assert statements(lambda: writer.get(page)) <= none + 1 <= 15
