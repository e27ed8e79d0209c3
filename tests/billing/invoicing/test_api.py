"""TMF678 at a shop's host: a person's own bills, and the lines on them."""

from datetime import date, timedelta

import pytest

from billing.invoicing.usecases.write_off_invoice import write_off_invoice
from kith.wall import in_tenant
from tests.budget import query_budget
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, an_invoice
from tests.tmf import base_path, faults

BILLS = f"{base_path('678')}customerBill"
RATES = f"{base_path('678')}appliedCustomerBillingRate"
MARCH = (date(2026, 3, 1), date(2026, 4, 1))
__all__ = ["query_budget"]


@pytest.fixture
def bills(acme, globex):
    """Two of mine, one of another customer, one of mine at another shop."""
    me = a_person(tenant=acme)
    with in_tenant(globex):
        there = _with_its_line(an_invoice(person_id=me.pk))
    paid = a_paid_invoice(person_id=me.pk, prices=(1_200, 2_400), period=MARCH)
    other = _with_its_line(an_invoice(person_id=a_person(tenant=acme).pk))
    return me, paid, an_invoice(person_id=me.pk), [other, there]


def _with_its_line(bill):
    return bill, bill.lines.get().pk


def test_a_person_reads_their_own_bills_and_no_other(client, acme, bills):
    me, paid, unpaid, others = bills
    sign_in(client, me, acme)
    answer = client.get(BILLS)
    told = {each["id"]: each for each in answer.json()}

    assert set(told) == {str(paid.pk), str(unpaid.pk)}
    assert answer["X-Total-Count"] == "2"
    assert [faults(each, "678", "CustomerBill") for each in told.values()] == [[], []]
    assert client.get(told[str(paid.pk)]["href"]).json() == told[str(paid.pk)]
    for other, line in others:
        assert client.get(f"{BILLS}/{other.pk}").status_code == 404
        assert client.get(f"{RATES}?bill.id={other.pk}").json() == []
        assert client.get(f"{RATES}/{line}").status_code == 404


def test_a_bill_says_what_is_due_and_what_of_it_is_tax(client, acme, bills):
    me, paid, unpaid, _ = bills
    sign_in(client, me, acme)
    first, second = (client.get(f"{BILLS}/{each.pk}").json() for each in (paid, unpaid))

    assert (first["state"], first["remainingAmount"]["value"]) == ("settled", 0)
    assert first["taxIncludedAmount"] == {"unit": "EUR", "value": 36}
    assert first["taxExcludedAmount"] == {"unit": "EUR", "value": 29.75}
    assert (second["state"], second["amountDue"]["value"]) == ("sent", 12)
    # Midnight in Madrid, where the shop is.
    assert second["paymentDueDate"] == "2026-02-28T23:00:00Z"


def test_a_bill_that_was_written_off_is_settled_and_asks_for_nothing(client, acme, bills):
    me, _, unpaid, _ = bills
    given_up_at = NOON + timedelta(days=90)
    write_off_invoice(invoice_id=unpaid.pk, reason="Gone", by=me.pk, at=given_up_at)
    sign_in(client, me, acme)
    told = client.get(f"{BILLS}/{unpaid.pk}").json()

    assert (told["state"], told["remainingAmount"]["value"]) == ("settled", 0)
    assert told["amountDue"]["value"] == 12
    assert told["lastUpdate"] > told["billDate"]
    assert faults(told, "678", "CustomerBill") == []


def test_the_lines_of_a_bill_sum_to_it(client, acme, bills):
    me, paid, _, _ = bills
    sign_in(client, me, acme)
    answer = client.get(f"{RATES}?bill.id={paid.pk}")
    lines = answer.json()

    assert (len(lines), answer["X-Total-Count"]) == (2, "2")
    assert [faults(each, "678", "AppliedCustomerBillingRate") for each in lines] == [[], []]
    assert sum(each["taxIncludedAmount"]["value"] for each in lines) == 36
    assert {each["bill"]["id"] for each in lines} == {str(paid.pk)}
    assert client.get(lines[0]["href"]).json() == lines[0]
    assert lines[0]["appliedTax"][0]["taxRate"] == 21


def test_a_bill_has_its_paper_for_whose_it_is(client, acme, bills):
    me, paid, _, others = bills
    sign_in(client, me, acme)
    told = client.get(f"{BILLS}/{paid.pk}").json()
    [document] = told["billDocument"]
    paper = client.get(document["url"], headers={"accept": "application/pdf"})

    assert (document["mimeType"], document["name"]) == ("application/pdf", f"{paid.number}.pdf")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper.content.startswith(b"%PDF")
    for other, _ in others:
        assert client.get(f"{BILLS}/{other.pk}/billDocument").status_code == 404


def test_a_bill_says_whose_account_it_is_on_and_when_it_last_changed(client, acme, bills):
    me, paid, unpaid, _ = bills
    sign_in(client, me, acme)
    first, second = (client.get(f"{BILLS}/{each.pk}").json() for each in (paid, unpaid))

    assert first["billingAccount"] == {"id": str(me.pk), "@referredType": "BillingAccount"}
    assert first["lastUpdate"] >= first["billDate"]
    assert second["lastUpdate"] == second["billDate"]


def test_the_seller_reads_no_customers_bills_by_this_way(client, acme, bills):
    sign_in(client, a_person(tenant=acme, role="reseller"), acme)

    assert client.get(BILLS).json() == []


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("address", [BILLS, RATES])
def test_a_list_costs_the_same_whatever_its_length(client, acme, query_budget, count, address):
    me = a_person(tenant=acme)
    for _ in range(count):
        an_invoice(person_id=me.pk)
    sign_in(client, me, acme)

    with query_budget(6):
        answer = client.get(address)

    assert len(answer.json()) == count
