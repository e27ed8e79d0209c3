"""Where somebody who earns at two shops reads what each pays, and says how to settle them."""

import csv
import io

import pytest
from django.core import mail

from billing.settlement.events import NettingChosen
from billing.settlement.models import NettingConsent, Payee, Statement
from billing.settlement.usecases.tell_of_netting import tell_of_netting
from kith.outbox.reactions import reacting
from kith.wall import in_public, in_tenant
from tenants.accounts.models import Person
from tests.budget import query_budget
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, a_refund, paid_invoices
from tests.factories.settlement import LATER, a_frozen_run, a_paid_run, a_payee

__all__ = ["query_budget"]

MINE, CHOICE = "/earnings/", "/earnings/netting/"
# Whoever sponsors its seller earns 20.00 by it.
BIG = (242_000,)
GOES_OUT = "In the next run"
TOGETHER, APART = "Settle my shops together", "Settle each shop by itself"


@pytest.fixture
def sponsor(acme, sponsored_by):
    with in_public():
        person = a_person()
    sponsored_by(person.pk)
    a_payee(party_ref=person.pk, party_kind="person")
    return person


@pytest.fixture
def mine(sponsor, client_for):
    """The browser of somebody who sponsors every seller, on the network's host."""
    return sign_in(client_for(None), sponsor)


@pytest.fixture
def finance(client_for):
    with in_public():
        person = a_person(role="finance")
    return sign_in(client_for(None), person)


@pytest.fixture
def in_the_red_at_acme(acme, globex, sponsor):
    """20.00 were paid for a sale at acme that was refunded since; globex owes 40.00."""
    bill = a_paid_invoice(prices=BIG)
    a_paid_run(key="first")
    a_refund(bill, at=LATER)
    with in_tenant(globex):
        paid_invoices(2, prices=BIG)


def rows_of(page):
    return [(str(row["shop"]), row["standing"].text, str(row["amount"])) for row in page]


def test_a_sponsor_reads_what_each_shop_pays_and_has_them_settled_together_and_back(
    in_the_red_at_acme, mine
):
    page = mine.get(MINE)
    apart = [
        ("Acme", "Set off first", "-20.00 EUR"),
        ("Globex", GOES_OUT, "40.00 EUR"),
    ]
    assert sorted(rows_of(page.context["next_rows"])) == apart
    assert TOGETHER in page.content.decode()

    said = mine.post(CHOICE, {"together": "yes"}, follow=True)

    assert "From the next settlement run on your shops are settled together." in said.text
    (row,) = rows_of(said.context["next_rows"])
    assert row == ("All shops together", GOES_OUT, "20.00 EUR")
    assert APART in said.text
    assert TOGETHER not in said.text

    back = mine.post(CHOICE, {"together": "no"}, follow=True)

    assert sorted(rows_of(back.context["next_rows"])) == apart
    with in_public():
        assert NettingConsent.objects.count() == 2


def test_a_sponsor_is_told_once_of_each_choice_in_their_language(acme, sponsor, mine, drain_outbox):
    with in_public():
        Person.objects.filter(pk=sponsor.pk).update(locale="es")
    with reacting({NettingChosen: [tell_of_netting]}):
        for choice in ("yes", "yes", "no"):
            mine.post(CHOICE, {"together": choice})
        drain_outbox()

    assert [letter.subject for letter in mail.outbox] == [
        "Tus tiendas se liquidan juntas a partir de ahora",
        "Cada una de tus tiendas se liquida por separado a partir de ahora",
    ]
    assert {address for letter in mail.outbox for address in letter.to} == {sponsor.email}


def test_who_earns_at_one_shop_is_asked_nothing(acme, mine):
    a_paid_invoice(prices=BIG)

    assert TOGETHER not in mine.get(MINE).text


def test_a_choice_is_that_persons_alone(in_the_red_at_acme, client_for):
    with in_public():
        other = a_person()
    stranger = sign_in(client_for(None), other)

    stranger.post(CHOICE, {"together": "yes"})

    with in_public():
        (said,) = NettingConsent.objects.select_related("payee")
        assert (said.payee.party_ref, said.decided_by) == (other.pk, other.pk)


def test_a_sponsor_reads_which_shop_a_share_and_a_statement_are_of(acme, globex, mine):
    for shop in (acme, globex):
        with in_tenant(shop):
            a_paid_invoice(prices=BIG)
    a_paid_run()
    with in_public():
        statement = Statement.objects.get(transfer__tenant_id=globex.uuid)

    shares = mine.get(f"{MINE}?as=csv").text
    assert sorted(row["shop"] for row in csv.DictReader(io.StringIO(shares))) == ["Acme", "Globex"]
    page = mine.get(f"{MINE}statements/{statement.number}/").text
    assert "Globex" in page
    assert "Acme" not in page


def test_finance_reads_for_which_shop_each_payment_is(acme, globex, sponsor, finance):
    for shop in (acme, globex):
        with in_tenant(shop):
            a_paid_invoice(prices=BIG)
    opening = finance.get("/staff/runs/open/").text
    assert "Acme: 1 share" in opening
    run = a_frozen_run()

    page = finance.get(f"/staff/runs/{run.number}/")
    file = finance.get(f"/staff/runs/{run.number}/?as=csv").text

    assert {row["shop"] for row in csv.DictReader(io.StringIO(file))} == {"Acme", "Globex"}
    assert ">Globex</p>" in page.text


def test_finance_reads_what_is_open_at_each_shop_and_what_was_agreed(
    in_the_red_at_acme, sponsor, mine, finance
):
    with in_public():
        payee = Payee.objects.get(party_ref=sponsor.pk)
    page = finance.get(f"/staff/payees/{payee.pk}/")
    assert [(row["shop"], row["open"].minor) for row in page.context["shops"]] == [
        ("Globex", 4_000),
        ("Acme", -2_000),
    ]
    assert [(one.due.minor, one.owed.minor) for one in page.context["sums"]] == [(4_000, -2_000)]

    mine.post(CHOICE, {"together": "yes"})

    again = finance.get(f"/staff/payees/{payee.pk}/")
    assert [(one.due.minor, one.owed.minor) for one in again.context["sums"]] == [(2_000, 0)]
    assert "to have all shops settled together" in again.text


@pytest.mark.parametrize("sales", [1, 12])
def test_a_sponsors_page_costs_the_same_for_any_number_of_shares(
    acme, globex, mine, sales, query_budget
):
    for shop in (acme, globex):
        with in_tenant(shop):
            paid_invoices(sales, prices=BIG)

    with query_budget(24):
        mine.get(MINE)
