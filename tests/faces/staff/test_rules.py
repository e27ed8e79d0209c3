"""Every rule the house goes by can be read, with its day and what it changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from billing.settlement.models import SettlementTerms
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in

PAGE = "/staff/rules/"


@pytest.fixture
def browser_of(public, client_for):
    publish_default_programme(at=NOON)
    return lambda role: sign_in(client_for(None), a_person(role=role))


def payouts(page):
    [found] = [one for one in page.context["sets"] if one["title"] == "Payouts in EUR"]
    return found


@pytest.mark.parametrize("role", ["staff", "finance", "approver"])
def test_whoever_works_here_finds_and_reads_them(browser_of, role):
    browser = browser_of(role)

    page = browser.get(PAGE)

    assert PAGE in browser.get("/staff/").text
    for words in (
        "A sale of a reseller",
        "One person releases a day, up to",
        "€1,000.00",
        "In a calendar month, up to",
        "One person moves a list price, up or down, by at most",
        "Offers on sale at once, at most",
        "Virtual operator: Lines kept over 12 months",
        "Whoever brought a seller shares in its sales for",
    ):
        assert words in page.text, words


def test_a_version_says_since_when_it_holds_and_what_it_changed(browser_of):
    begun, ahead = timezone.now() - timedelta(days=2), timezone.now() + timedelta(days=9)
    with in_public():
        SettlementTerms.objects.create(currency="EUR", starts_at=begun, hold_days=20)
        SettlementTerms.objects.create(
            currency="EUR", starts_at=ahead, hold_days=20, minimum_minor=500
        )

    found = payouts(browser_of("finance").get(PAGE))

    changed = {
        name: [(rule.value, rule.note) for rule in version["rules"] if rule.note]
        for name, version in (("now", found["current"]), ("ahead", found["ahead"][0]))
    }
    assert changed == {
        "now": [("20 days", "before: 30 days")],
        "ahead": [("€5.00", "before: €10.00")],
    }
    assert found["current"]["starts_at"] == begun
    assert found["before"][0]["starts_at"] is None


def test_it_says_whose_part_the_encouragers_share_comes_out_of(browser_of):
    sets = {one["title"]: one for one in browser_of("finance").get(PAGE).context["sets"]}

    shares = {
        title: {rule.label: rule.value for rule in sets[title]["current"]["rules"]}[
            "Whoever brought the seller gets on top, out of the telco’s part"
        ]
        for title in ("A sale of a reseller", "A sale of a virtual operator")
    }
    assert shares == {
        "A sale of a reseller": "10% of what the seller gets",
        "A sale of a virtual operator": "nothing",
    }


def test_nobody_else_reads_them(public, client_for):
    assert sign_in(client_for(None), a_person()).get(PAGE).status_code == 403


def test_it_costs_the_same_for_any_number_of_versions(browser_of, statements):
    browser = browser_of("staff")
    browser.get(PAGE)
    one = statements(lambda: browser.get(PAGE))
    with in_public():
        for days in range(1, 12):
            SettlementTerms.objects.create(
                currency="EUR", starts_at=NOON - timedelta(days=days), hold_days=20 + days
            )

    assert statements(lambda: browser.get(PAGE)) == one <= 18
