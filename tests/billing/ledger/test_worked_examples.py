"""
Sales, refunds and payouts as an accountant follows them.

Debits are positive, credits negative. The tenant's books and the telco's are
both shown; the accounts with which they clear are zero at the end of each story.
"""

from datetime import timedelta
from uuid import uuid4

import pytest

from billing.invoicing.checks import faults_of_bills
from billing.ledger.models import Account
from billing.ledger.queries import SUM, faults_of_books
from billing.settlement.checks import faults_of_settlement
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund, paid_invoices
from tests.factories.settlement import LATER, a_paid_run, a_payee


def the_books() -> dict[str, int]:
    """Every account that is not zero."""
    rows = Account.objects.annotate(sum_minor=SUM).exclude(sum_minor=0).order_by("code")
    return dict(rows.values_list("code", "sum_minor"))


def the_telcos_books() -> dict[str, int]:
    with in_public():
        return the_books()


@pytest.fixture(autouse=True)
def _books_are_right(acme):
    yield
    assert faults_of_books() == []
    assert faults_of_bills() == []
    with in_public():
        assert faults_of_books() == []
        assert faults_of_settlement() == []


def test_a_plan_of_12_00_sold_by_a_reseller():
    """
    12.00 contain 2.08 of tax (21 %) and leave 9.92. Of these the seller earns 10 %, 0.99; the
    platform's fee is 3 %, 0.30; the telco keeps 8.63 for the product.
    """
    a_paid_invoice(prices=(1_200,))

    assert the_books() == {"income:sales": -99, "receivable:platform": 99}
    assert the_telcos_books() == {
        "cash:stripe": 1_200,
        "income:platform_fees": -30,
        "income:wholesale": -863,
        "payable:payees": -99,
        "tax:payable": -208,
    }


def test_the_same_plan_where_a_sponsor_brought_the_seller(sponsored_by):
    """The sponsor earns a tenth of the seller's 0.99 out of the telco's share: 0.10."""
    sponsored_by(uuid4())

    a_paid_invoice(prices=(1_200,))

    assert the_books() == {"income:sales": -99, "receivable:platform": 99}
    assert the_telcos_books()["income:wholesale"] == -853
    assert the_telcos_books()["payable:payees"] == -(99 + 10)


def test_the_telcos_own_shop_keeps_all_but_the_tax(home):
    with in_tenant(home):
        a_paid_invoice(prices=(1_200,))

    assert the_telcos_books() == {
        "cash:stripe": 1_200,
        "income:own_sales": -992,
        "tax:payable": -208,
    }


def test_a_refund_before_the_payout_leaves_nothing_behind():
    """The customer gets 12.00 back; everybody gives back exactly what was received."""
    invoice = a_paid_invoice(prices=(1_200,))

    a_refund(invoice, at=NOON + timedelta(days=3))

    assert the_books() == {}
    assert the_telcos_books() == {}


def test_three_partial_refunds_sum_to_the_cent():
    """4.00 + 4.00 + 4.00 = 12.00, however 0.99 and 0.30 divide by three."""
    invoice = a_paid_invoice(prices=(1_200,))

    for day in (1, 2, 3):
        a_refund(invoice, minor=400, at=NOON + timedelta(days=day))

    assert the_books() == {}
    assert the_telcos_books() == {}


def test_a_payout_and_then_a_refund(acme):
    """
    20 plans of 12.00 earn the seller 19.80, which is paid out. One customer is refunded after
    that: the seller now owes the telco 0.99, which the next run sets off.
    """
    a_payee(party_ref=acme.uuid)
    invoices = paid_invoices(20, prices=(1_200,))
    a_paid_run()
    assert the_telcos_books()["cash:stripe"] == 20 * 1_200 - 1_980
    assert "payable:payees" not in the_telcos_books()

    a_refund(invoices[0], at=LATER + timedelta(days=1))

    assert the_telcos_books()["payable:payees"] == 99
    assert the_telcos_books()["cash:stripe"] == 19 * 1_200 - 1_980
