"""A person sees where they stand and what the next step asks."""

from datetime import timedelta

from ambassadors.program.queries import next_check_at, path_of
from ambassadors.program.usecases.decline_case import decline_case
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import sign_in
from tests.factories.program import a_future_reseller, a_person, the_case_of
from tests.factories.referral import a_referral


def test_each_criterion_shows_value_and_threshold(public, home, client_for):
    rosa = a_future_reseller(tenant_id=home.uuid, referrals=14)

    page = sign_in(client_for(None), rosa).get("/path/").text

    assert "Your level: Ambassador" in page
    assert "What Reseller asks" in page
    assert "Next check:" in page


def test_it_costs_the_same_for_any_number_of_friends(public, home, client_for, statements):
    few = a_future_reseller(tenant_id=home.uuid, name="Few", referrals=1)
    many = a_future_reseller(tenant_id=home.uuid, name="Many", referrals=50)
    counts = []
    for person in (few, many):
        browser = sign_in(client_for(None), person)
        browser.get("/path/referrals/")
        counts.append(
            (
                statements(lambda browser=browser: browser.get("/path/")),
                statements(lambda browser=browser: browser.get("/path/referrals/")),
            )
        )

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 19


def test_a_refusal_is_shown_with_its_reasons_and_its_day(public, home, client_for):
    case = the_case_of(a_future_reseller(tenant_id=home.uuid))
    decline_case(
        case_id=case.pk,
        by=a_person(name="Staff").pk,
        reason_codes=["too_early"],
        text="Come back when the summer is over.",
        retry_on=(NOON + timedelta(days=200)).date(),
        at=NOON,
    )
    from tenants.accounts.models import Person

    page = sign_in(client_for(None), Person.objects.get(pk=case.person_id)).get("/path/").text

    assert "It is too early for this step" in page
    assert "Come back when the summer is over." in page


def test_referrals_show_pending_counted_and_held(public, client_for):
    maya = a_person(name="Maya Kern")
    a_referral(referrer=maya, referred=a_person(name="Pia New"))
    a_referral(
        referrer=maya, referred=a_person(name="Hal Doubt"), held_at=NOON, hold_reason="same phone"
    )

    page = sign_in(client_for(None), maya).get("/path/referrals/").text

    # A friend's last name and payments are the friend's own.
    assert "Pia N." in page
    assert "Pia New" not in page
    assert "payments made" not in page
    assert "same phone" in page
    assert "/by/" in page
    # The friend's link is sent from any browser, with the sentence that it may bring something.
    assert "https://wa.me/?text=My%20phone%20plan%20is%20from%20" in page
    assert "mailto:?body=My%20phone%20plan%20is%20from%20" in page


def test_without_signing_in_there_is_no_path(public, client_for):
    assert client_for(None).get("/path/").status_code == 302
    assert client_for(None).get("/path/referrals/").status_code == 302


def test_before_the_first_rules_the_page_says_so(public, client_for):
    page = sign_in(client_for(None), a_person(name="Early")).get("/path/")

    assert "The programme has not started yet." in page.text


def test_the_next_check_is_the_next_night(public, home):
    assert next_check_at(at=NOON) == NOON.replace(day=2, hour=2)
    assert next_check_at(at=NOON.replace(hour=1)) == NOON.replace(hour=2)
    rosa = a_future_reseller(tenant_id=home.uuid)
    with in_public():
        assert path_of(person_id=rosa.pk, at=NOON).is_ready
