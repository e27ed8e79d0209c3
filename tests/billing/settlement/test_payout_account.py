"""Whose money it is proves it once more before the payout account is touched, and hears of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail

from billing.settlement.events import PayoutPagesOpened
from billing.settlement.models import Payee
from billing.settlement.usecases.tell_of_payout_pages import tell_of_payout_pages
from kith.audit.models import AuditEntry
from kith.outbox.reactions import reacting
from kith.wall import in_public
from tenants.accounts.usecases.enrol_second_factor import enrol_second_factor
from tests.factories.accounts import PASSWORD, a_person, code_now, sign_in

SECRET = "JBSWY3DPEHPK3PXP"
AN_HOUR = timedelta(hours=1)
PAGE = "/earnings/onboarding/"


@pytest.fixture
def sponsor(public, brings_resellers):
    return a_person(full_name="Sonia Vidal")


def accounts_opened():
    with in_public():
        return Payee.objects.filter(stripe_account__isnull=False).count()


def test_a_session_left_open_is_asked_for_the_password_and_then_goes_on(
    sponsor, client_for, fake_stripe
):
    browser = sign_in(client_for(None), sponsor, second_factor=False, ago=AN_HOUR)
    asked = browser.post(PAGE)
    wrong = browser.post(asked["Location"], {"password": "not the password"})

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert wrong.status_code == 200
    assert accounts_opened() == 0

    onward = browser.post(asked["Location"], {"password": PASSWORD})

    assert onward["Location"].startswith(fake_stripe.settings()["STRIPE_API_BASE"])
    assert accounts_opened() == 1


def test_a_form_that_went_on_in_another_window_leads_to_its_page(sponsor, client_for, fake_stripe):
    browser = sign_in(client_for(None), sponsor, second_factor=False, ago=AN_HOUR)
    asked = browser.post(PAGE)
    browser.post(asked["Location"], {"password": PASSWORD})

    again = browser.post(asked["Location"], {"password": PASSWORD})

    assert again["Location"] == "/earnings/"
    assert browser.get("/earnings/").status_code == 200


def test_whoever_has_a_second_step_gives_it_again_and_a_password_is_too_little(
    acme, client_for, fake_stripe
):
    seller = a_person(tenant=acme, role="reseller")
    enrol_second_factor(person_id=seller.pk, secret=SECRET)
    browser = sign_in(client_for(acme), seller, acme, ago=AN_HOUR)
    asked = browser.post("/desk/earnings/onboarding/")
    by_password = browser.post(
        f"/accounts/reauthenticate/?next={'/desk/earnings/'}", {"password": PASSWORD}
    )
    still = browser.post("/desk/earnings/onboarding/")

    assert by_password.status_code == 302
    assert asked["Location"] == still["Location"]
    assert asked["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert accounts_opened() == 0

    onward = browser.post(asked["Location"], {"code": code_now(SECRET)})

    assert onward["Location"].startswith(fake_stripe.settings()["STRIPE_API_BASE"])


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("finance", "/staff/runs/open/"),
        ("finance", "/staff/runs/R-1/release/"),
        ("approver", f"/staff/cases/{UUID(int=1)}/signature/"),
    ],
)
def test_an_old_session_of_the_staff_moves_no_money_and_gives_no_power(
    public, client_for, role, path
):
    person = a_person(role=role)
    enrol_second_factor(person_id=person.pk, secret=SECRET)

    answer = sign_in(client_for(None), person, ago=AN_HOUR).post(path)

    assert answer["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_whoever_is_paid_hears_once_a_day_that_the_pages_were_opened(
    acme, client_for, fake_stripe, drain_outbox
):
    seller = a_person(tenant=acme, role="reseller", locale="es")
    browser = sign_in(client_for(acme), seller, acme)
    with reacting({PayoutPagesOpened: [tell_of_payout_pages]}):
        for _ in range(2):
            browser.post("/desk/earnings/onboarding/")
        drain_outbox()

    assert [letter.to for letter in mail.outbox] == [[seller.email]]
    assert mail.outbox[0].subject == "Se abrieron las páginas de tu cuenta de cobro"
    with in_public():
        written = AuditEntry.objects.filter(action="payout-account.pages_opened")
        assert set(written.values_list("actor_id", flat=True)) == {seller.pk}
