"""A bill that nobody will pay is given up: by how many, at whose cost, and until it is paid."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Charge, Invoice
from billing.invoicing.queries import billing_tally, invoices_here, unended_here
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.approve_invoice_write_off import (
    NotAskedFor,
    approve_invoice_write_off,
)
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.send_dunning_notice import send_dunning_notice
from billing.invoicing.usecases.write_off_invoice import (
    ChargeUnderWay,
    NothingOwed,
    write_off_invoice,
)
from billing.ledger.models import Account, Journal
from billing.ledger.queries import balance
from billing.settlement.models import Accrual
from kith.four_eyes import SamePerson
from kith.money import Money
from kith.reasons import NoReason
from kith.wall import in_public, in_tenant
from outside.stripe.testing import DECLINED_LATER
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.cards import a_frozen_charge
from tests.factories.invoicing import a_paid_invoice, an_invoice

ONE, OTHER = uuid4(), uuid4()
LATER = NOON + timedelta(days=200)


@pytest.fixture(autouse=True)
def books_are_right(acme):
    yield
    assert faults_of_the_house().faults == []


def given_up(invoice, *, by=ONE, at=LATER):
    return write_off_invoice(invoice_id=invoice.pk, reason="Cannot be found", by=by, at=at)


def books():
    codes = Account.objects.values_list("code", flat=True)
    sums = {code: balance(code=code, currency="EUR").minor for code in codes}
    return {code: minor for code, minor in sums.items() if minor}


def accrued():
    with in_public():
        return list(Accrual.objects.values_list("kind", "amount_minor").order_by("kind"))


def test_the_seller_bears_its_own_part_and_nobody_else_was_given_any(acme, globex):
    bill = an_invoice()
    before = books()

    given_up(bill)
    given_up(bill)

    sales = -before["income:sales"]
    assert books() == {"income:sales": -sales, "expense:bad_debts": sales}
    assert accrued() == []
    assert Journal.objects.filter(kind="invoice_written_off").count() == 1
    assert unended_here().unpaid == 0
    assert billing_tally(since=NOON).open == Money.zero("EUR")
    assert [row.pk for row in invoices_here(state="written_off")] == [bill.pk]
    assert not invoices_here(state="open")
    with in_tenant(globex):
        assert books() == {}


def test_a_payment_that_comes_all_the_same_is_accrued_as_ever(acme):
    bill, paid = an_invoice(), a_paid_invoice()
    like_this, share = books(), accrued()
    given_up(bill)

    for _ in range(2):
        record_payment(invoice_id=bill.pk, key="pi_late", payment_reference="pi_late", at=LATER)
        accrue_invoices(invoice_ids=[bill.pk])

    bill.refresh_from_db()
    assert (bill.written_off_at, bill.write_off_asked_by, bill.is_paid) == (None, None, True)
    assert accrued() == [row for row in share for _ in range(2)]
    assert "expense:bad_debts" not in books()
    assert books()["income:sales"] == like_this["income:sales"]
    assert paid.is_paid


def test_whoever_did_not_pay_is_reminded_and_charged_no_more(acme, fake_stripe):
    fake_stripe.control.reset()
    now = datetime.now(UTC)
    charge = a_frozen_charge(fake_stripe, number=DECLINED_LATER)
    with pytest.raises(ChargeUnderWay):
        given_up(charge.invoice)
    charge = send_charge(charge_id=charge.pk, at=now)

    given_up(charge.invoice)
    Charge.objects.filter(pk=charge.pk).update(retry_at=None)

    assert schedule_charge(invoice_id=charge.invoice_id, turn=2, at=now) is None
    assert not send_dunning_notice(charge_id=charge.pk, at=now)


def pay(bill, minor, *, key, at=LATER):
    record_payment(
        invoice_id=bill.pk, key=key, payment_reference=key, at=at, amount=Money(minor, "EUR")
    )
    bill.refresh_from_db()


def test_only_what_is_owed_is_given_up_and_for_a_reason(acme):
    bill = an_invoice()
    before = books()

    with pytest.raises(NothingOwed):
        given_up(a_paid := a_paid_invoice())
    with pytest.raises(NoReason):
        write_off_invoice(invoice_id=bill.pk, reason="  ", by=ONE, at=LATER)

    assert not Invoice.objects.exclude(write_off_asked_at=None).exists()
    assert a_paid.is_paid
    assert books().get("expense:bad_debts") == before.get("expense:bad_debts") is None


@pytest.mark.parametrize("minor", [1, 200, 333, 1_199])
def test_of_a_bill_paid_in_part_the_rest_is_given_up(acme, minor):
    bill = an_invoice()
    pay(bill, minor, key="pi_1")
    owed = books()["receivable:customers"]

    given_up(bill)
    given_up(bill)

    bill.refresh_from_db()
    assert (bill.written_off_at, bill.paid_minor) == (LATER, minor)
    assert owed == 1_200 - minor
    assert "receivable:customers" not in books()
    # What was paid is still there, with everybody's part of it and nothing more.
    parts = {code: sum_ for code, sum_ in books().items() if code.startswith("owed:")}
    kept = -books()["income:sales"] - books().get("expense:bad_debts", 0)
    assert kept - sum(parts.values()) == minor
    assert accrued() == []


def test_the_rest_paid_after_all_is_shared_out_whole(acme):
    other, bill = a_paid_invoice(), an_invoice()
    like_this, share = books(), accrued()
    pay(bill, 333, key="pi_1")
    given_up(bill)

    pay(bill, 67, key="pi_2")
    assert (bill.written_off_at, bill.outstanding) == (None, Money(800, "EUR"))
    # What is left may be given up once more, in a journal of its own.
    given_up(bill)
    assert Journal.objects.filter(kind="invoice_written_off").count() == 2
    pay(bill, 800, key="pi_3")
    accrue_invoices(invoice_ids=[bill.pk])

    assert other.is_paid
    assert bill.is_paid
    assert accrued() == [row for row in share for _ in range(2)]
    assert "expense:bad_debts" not in books()
    assert books()["income:sales"] == like_this["income:sales"]


def test_the_rest_of_bills_paid_in_part_counts_towards_the_limit(acme):
    small, large = an_invoice(prices=(60_000,)), an_invoice(prices=(60_000,))
    pay(small, 59_000, key="pi_small")
    pay(large, 1_000, key="pi_large")
    given_up(small)

    assert given_up(large).written_off_at is not None


def test_more_than_a_runs_limit_of_one_customer_takes_two_people(acme):
    small, large = an_invoice(prices=(60_000,)), an_invoice(prices=(60_000,))
    given_up(small)

    with pytest.raises(NotAskedFor):
        approve_invoice_write_off(invoice_id=large.pk, by=OTHER, at=LATER)
    waiting = given_up(large)
    with pytest.raises(SamePerson):
        approve_invoice_write_off(invoice_id=large.pk, by=ONE, at=LATER)
    assert waiting.written_off_at is None
    for _ in range(2):
        done = approve_invoice_write_off(invoice_id=large.pk, by=OTHER, at=LATER)

    assert (done.written_off_at, done.write_off_approved_by) == (LATER, OTHER)


def test_a_payment_takes_a_request_away_that_waits(acme):
    bill = an_invoice(prices=(200_000,))
    given_up(bill)

    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=LATER)

    with pytest.raises(NotAskedFor):
        approve_invoice_write_off(invoice_id=bill.pk, by=OTHER, at=LATER)
    assert Invoice.objects.get().write_off_reason == ""


@pytest.fixture
def staff(public, client_for):
    def door(role):
        return sign_in(client_for(None), a_person(role=role))

    return door


def test_two_people_give_a_bill_up_from_the_list_of_the_unpaid(acme, staff):
    with in_tenant(acme):
        bill = an_invoice(prices=(200_000,))
    unpaid = f"/staff/tenants/{acme.uuid}/unpaid-invoices/"
    one, other = staff("finance"), staff("approver")
    assert bill.number in one.get(unpaid).text
    assert bill.number in one.get(f"{unpaid}?as=csv").getvalue().decode()
    with in_tenant(acme):
        page = f"/staff/invoice-lines/{acme.uuid}/{bill.lines.get().pk}/"

    empty = one.post(f"{page}write-off/", {"reason": ""})
    asked = one.post(f"{page}write-off/", {"reason": "Left the country"}, follow=True)
    alone = one.post(f"{page}write-off/approval/")
    refused = other.post(f"{page}write-off/", {"reason": "Me too"})
    done = other.post(f"{page}write-off/approval/", follow=True)

    assert (empty.status_code, alone.status_code, refused.status_code) == (409, 409, 403)
    assert "A second person has to approve it." in asked.text
    assert "Nobody is reminded or charged for it any more." in done.text
    assert "Nobody owes this shop anything" in one.get(unpaid).text


def test_the_list_of_the_unpaid_costs_the_same_with_many(acme, staff, statements):
    browser = staff("finance")
    with in_tenant(acme):
        an_invoice()
    page = f"/staff/tenants/{acme.uuid}/unpaid-invoices/"
    browser.get(page)
    with_one = statements(lambda: browser.get(page))
    with in_tenant(acme):
        for _ in range(12):
            an_invoice()

    assert statements(lambda: browser.get(page)) <= with_one <= 16


def test_customer_and_seller_see_that_it_was_given_up(acme, client_for):
    with in_public():
        ana, seller = a_person(tenant=acme), a_person(tenant=acme, role="reseller")
    bill = an_invoice(person_id=ana.pk)
    given_up(bill)

    mine = sign_in(client_for(acme), ana, acme).get(f"/my/invoices/{bill.number}/").text
    desk = sign_in(client_for(acme), seller, acme)

    assert "We do not ask for this invoice any more." in mine
    assert "Pay now" in mine
    assert "Written off" in desk.get(f"/desk/invoices/{bill.number}/").text
    assert bill.number in desk.get("/desk/invoices/?state=written_off").text
    assert bill.number not in desk.get("/desk/invoices/?state=open").text


def test_whoever_may_write_off_finds_the_bills_from_the_list_of_shops(acme, client_for):
    an_invoice()
    with in_public():
        browser = sign_in(client_for(None), a_person(role="finance"))

    assert f"/staff/tenants/{acme.uuid}/" in browser.get("/staff/tenants/").text
    shop = browser.get(f"/staff/tenants/{acme.uuid}/").text
    assert f"/staff/tenants/{acme.uuid}/unpaid-invoices/" in shop
    # No button that would be refused.
    assert "suspension" not in shop
