"""What is earned is said in one place, and every page says the same."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from ambassadors.program.earning import earning_rules
from ambassadors.referral.models import ReferralTerm
from ambassadors.referral.queries import sponsored_kinds
from billing.settlement.earners import may_earn
from billing.settlement.models import Payee, SharingModel
from billing.settlement.terms import sharing_terms
from kith.wall import in_public
from tenants.registry.models import Tenant
from tests.budget import statements
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.program import a_future_reseller
from tests.factories.referral import a_referral

PAGES = ["/about/", "/path/", "/earnings/"]
__all__ = ["statements"]

LONG_AGO = NOON - timedelta(days=4000)
SET_UP = "Set up payouts"
# Whether they are a payee, whom they brought, what shops those have, how such sales are shared.
QUESTIONS = 4


@pytest.fixture
def seller(acme):
    """The owner of acme, which went live lately."""
    with in_public():
        person = a_person(tenant=acme, role="reseller")
        Tenant.objects.filter(pk=acme.uuid).update(
            owner_id=person.pk, kind="reseller", live_at=timezone.now() - timedelta(days=30)
        )
    return person


@pytest.fixture
def sponsor(seller):
    """Who brought the owner of acme."""
    with in_public():
        person = a_person()
        a_referral(referrer=person, referred=seller)
    return person


def at_network(client_for, person):
    return sign_in(client_for(None), person)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_says_what_the_terms_say(public, home, client_for, page):
    somebody = a_future_reseller(tenant_id=home.uuid)
    terms = sharing_terms(seller_kind="reseller", at=NOON)
    parts = {
        "wholesale": terms.wholesale,
        "seller_basis_points": 1_250,
        "platform_basis_points": terms.platform_basis_points,
        "sponsor_basis_points": 700,
    }
    SharingModel.objects.create(seller_kind="reseller", version=9, starts_at=NOON, parts=parts)
    ReferralTerm.objects.create(starts_at=NOON, sponsor_days=200)

    said = at_network(client_for, somebody).get(page).text

    for rule in earning_rules(at=timezone.now()):
        assert rule.text in said
    assert "12.5% of what customers paid at the shop, before tax." in said
    assert "7% on top of what that shop earns, in its first 200 days." in said


def test_whoever_cannot_earn_is_offered_no_payouts(public, client_for):
    browser = at_network(client_for, a_person())

    page = browser.get("/earnings/").text

    assert "You earn nothing yet." in page
    assert SET_UP not in page
    assert 'href="/earnings/"' not in page
    assert browser.post("/earnings/onboarding/").status_code == 409
    assert not Payee.objects.exists()


def test_whoever_brought_a_seller_finds_what_it_earned(acme, sponsor, client_for):
    browser = at_network(client_for, sponsor)

    page = browser.get("/earnings/").text

    assert SET_UP in page
    assert "Your part of the first sale of a shop you brought lands here at once." in page
    assert 'href="/earnings/"' in page


def test_menus_ask_once_in_ten_minutes_whether_somebody_earns(
    acme, sponsor, client_for, statements
):
    browser = at_network(client_for, sponsor)
    browser.get("/path/")

    def asked():
        assert 'href="/earnings/"' in browser.get("/path/referrals/").text

    warm = statements(asked)
    caches["shared"].clear()

    assert statements(asked) - warm == QUESTIONS


def test_a_seller_is_led_to_the_desk(acme, seller, client_for):
    page = at_network(client_for, seller).get("/earnings/").text

    assert "What Acme earns stands at its desk." in page
    assert "http://acme.kith.localhost:8000/desk/earnings/" in page
    assert SET_UP not in page


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        (
            {"live_at": NOON - timedelta(days=4000), "created_at": NOON - timedelta(days=4000)},
            False,
        ),
        # An operator's whole margin is its own; nobody is rewarded for one.
        ({"kind": "operator"}, False),
    ],
)
def test_it_is_earned_by_a_reseller_and_for_a_time(acme, sponsor, change, may):
    with in_public():
        Tenant.objects.filter(pk=acme.uuid).update(**change)

        assert may_earn(person_id=sponsor.pk, at=timezone.now()) is may


def test_however_many_shops_somebody_brought_their_kinds_are_looked_at_once(acme, globex, sponsor):
    with in_public():
        owner = Tenant.objects.get(pk=acme.uuid).owner_id
        Tenant.objects.filter(pk=globex.uuid).update(owner_id=owner, live_at=timezone.now())

    assert sponsored_kinds(person_id=sponsor.pk, at=timezone.now()) == {"reseller"}


def test_friends_who_sell_nothing_earn_nobody_anything(acme):
    with in_public():
        person, friend = a_person(), a_person(tenant=acme)
        a_referral(referrer=person, referred=friend)

    assert not may_earn(person_id=person.pk, at=timezone.now())


def test_what_was_earned_once_is_shown_for_ever(public):
    person = a_person()
    Payee.objects.create(party_kind=Payee.PERSON, party_ref=person.pk, created_at=NOON)

    assert may_earn(person_id=person.pk, at=timezone.now())


def test_every_shop_leads_its_customers_to_their_path_and_friends(acme, sponsor, client_for):
    with in_public():
        customer = a_person(tenant=acme)
    theirs = sign_in(client_for(acme), customer, acme).get("/my/profile/").text

    assert 'href="http://kith.localhost:8000/path/"' in theirs
    assert 'href="http://kith.localhost:8000/path/referrals/"' in theirs
    assert "/earnings/" not in theirs


def test_strangers_are_shown_nobodys_path(public, client_for):
    page = client_for(None).get("/about/").text

    assert "/path/" not in page
