"""The staff page of a payee: what it owes after refunds, and what may be done about it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from billing.settlement.models import (
    Accrual,
    Payee,
    Reversal,
    SettlementTerms,
    Statement,
    WriteOff,
)
from billing.settlement.usecases.send_reversal import send_reversal
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_refund, paid_invoices
from tests.factories.settlement import LATER, a_paid_run, a_payee


@pytest.fixture
def finance(client_for):
    """A browser of somebody in finance, on the network's host."""
    with in_public():
        person = a_person(role="finance")
    return sign_in(client_for(None), person)


@pytest.fixture
def payee(acme):
    """Acme, which owes 0.99 after a refund."""
    a_payee(party_ref=acme.uuid)
    bills = paid_invoices(20)
    a_paid_run()
    a_refund(bills[0], at=LATER)
    with in_public():
        return Payee.objects.get()


def the_clawback():
    with in_public():
        return Accrual.objects.get(kind="clawback")


def page_of(payee):
    return f"/staff/payees/{payee.pk}/"


def test_a_payee_without_claw_backs_says_so(acme, finance):
    payee = a_payee(party_ref=acme.uuid)

    assert "Nothing to be taken back" in finance.get(page_of(payee)).content.decode()
    assert page_of(payee) in finance.get("/staff/payees/").content.decode()


def test_a_claw_back_leads_to_its_bill_and_is_taken_back_by_one_click_or_two(payee, finance):
    row = the_clawback()
    page = finance.get(page_of(payee))
    assert f"/staff/invoice-lines/{row.tenant_id}/{row.invoice_line_id}/" in page.content.decode()

    form = {"key": str(page.context["key"]), "clawback": str(row.pk)}
    for _ in range(2):
        answer = finance.post(f"{page_of(payee)}reversals/", form, follow=True)

    assert "It is being taken back" in answer.content.decode()
    with in_public():
        assert Reversal.objects.get().amount_minor == 99


def test_what_was_taken_back_is_on_the_run_and_on_the_payees_statement(
    payee, finance, acme, client_for, fake_stripe, open_account
):
    row = the_clawback()
    form = {"key": str(uuid4()), "clawback": str(row.pk)}
    finance.post(f"{page_of(payee)}reversals/", form)
    with in_public():
        reversal = Reversal.objects.select_related("transfer__run").get()
        made = fake_stripe.control.bulk(
            transfers=[{"amount": 1_980, "currency": "EUR", "account": open_account(), "ref": "t"}]
        )
        type(reversal.transfer).objects.update(transfer_reference=made["transfers"][0]["id"])
        assert send_reversal(reversal_id=reversal.pk, at=LATER).state == Reversal.DONE
        statement = Statement.objects.get(reversal=reversal)
        seller = a_person(tenant=acme, role="reseller")

    run = finance.get(f"/staff/runs/{reversal.transfer.run.number}/").content.decode()
    assert page_of(payee) in run
    assert finance.get(f"/staff/reversals/{reversal.pk}/").url.startswith(page_of(payee))
    staff = finance.get(f"/staff/statements/{statement.number}/").content.decode()
    assert f"/staff/invoice-lines/{row.tenant_id}/{row.invoice_line_id}/" in staff
    desk = sign_in(client_for(acme), seller, acme)
    assert statement.number in desk.get("/desk/earnings/").content.decode()
    shown = desk.get(f"/desk/earnings/statements/{statement.number}/").content.decode()
    assert f"/desk/invoices/{row.invoice_number}/" in shown
    assert "Clawed back" in shown
    pdf = desk.get(f"/desk/earnings/statements/{statement.number}/statement.pdf")
    assert pdf.content.startswith(b"%PDF")


@pytest.fixture
def two_for_a_write_off(public):
    """More than 0.50 is written off by two people."""
    SettlementTerms.objects.create(
        currency="EUR", starts_at=NOON - timedelta(days=1), four_eyes_above_minor=50
    )


@pytest.fixture
def approver(two_for_a_write_off, client_for):
    """A browser of the second of them."""
    return sign_in(client_for(None), a_person(role="approver"))


@pytest.fixture
def asked(two_for_a_write_off, payee, finance):
    """What the first of them reads after asking to write off all that acme owes."""
    form = {"key": str(uuid4()), "clawback": str(the_clawback().pk), "reason": "Closed down"}
    return finance.post(f"{page_of(payee)}write-offs/", form, follow=True).content.decode()


def approval_door():
    with in_public():
        return f"/staff/write-offs/{WriteOff.objects.get().pk}/approval/"


def test_a_write_off_needs_a_reason(payee, finance):
    form = {"key": str(uuid4()), "clawback": str(the_clawback().pk)}

    assert finance.post(f"{page_of(payee)}write-offs/", form).status_code == 409
    with in_public():
        assert not WriteOff.objects.exists()


def test_who_asked_for_a_write_off_above_the_limit_cannot_approve_it(asked, finance):
    assert "Somebody else has to approve it" in asked
    assert approval_door() not in asked

    assert finance.post(approval_door()).status_code == 409
    with in_public():
        assert WriteOff.objects.get().done_at is None


def test_somebody_else_approves_a_write_off_and_the_statement_says_it(asked, payee, approver):
    assert approval_door() in approver.get(page_of(payee)).content.decode()

    assert "Written off" in approver.post(approval_door(), follow=True).content.decode()

    with in_public():
        statement = Statement.objects.get(write_off__isnull=False)
    shown = approver.get(f"/staff/statements/{statement.number}/").content.decode()
    assert "Written off" in shown


@pytest.mark.parametrize("form", [{}, {"key": "x"}, {"key": str(uuid4()), "clawback": "nonsense"}])
def test_a_form_that_cannot_be_read_moves_nothing(form, payee, finance):
    answer = finance.post(f"{page_of(payee)}reversals/", form)

    assert answer.status_code == 400
    assert "Load this page again" in answer.content.decode()
    with in_public():
        assert not Reversal.objects.exists()


def test_nothing_chosen_is_said(payee, finance):
    answer = finance.post(f"{page_of(payee)}reversals/", {"key": str(uuid4())})

    assert answer.status_code == 409
    with in_public():
        assert not Reversal.objects.exists()


def test_staff_read_and_do_not_recover(payee, client_for):
    with in_public():
        browser = sign_in(client_for(None), a_person(role="staff"))

    assert "Write off" not in browser.get(page_of(payee)).content.decode()
    for door in ("reversals", "write-offs"):
        assert browser.post(f"{page_of(payee)}{door}/", {"key": str(uuid4())}).status_code == 403


@pytest.mark.parametrize("count", [1, 50])
def test_a_payees_page_costs_the_same_for_any_number_of_claw_backs(
    count, acme, finance, django_assert_max_num_queries
):
    a_payee(party_ref=acme.uuid)
    bills = paid_invoices(60)
    a_paid_run()
    for bill in bills[:count]:
        a_refund(bill, at=LATER)
    with in_public():
        payee = Payee.objects.get()

    with django_assert_max_num_queries(20):
        page = finance.get(page_of(payee))

    assert page.content.count(b'name="clawback"') == count
