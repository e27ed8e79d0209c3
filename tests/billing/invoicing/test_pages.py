"""Bills as customers, sellers and staff see them, and nobody else."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from billing.invoicing.models import Refund
from kith.wall import in_public, in_tenant
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice, paid_invoices


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def my(acme, ana, client_for):
    return sign_in(client_for(acme), ana, acme)


@pytest.fixture
def desk(acme, client_for):
    with in_public():
        seller = a_person(tenant=acme, role="reseller")
    return sign_in(client_for(acme), seller, acme)


def test_a_bill_opens_into_who_gets_what(my, ana):
    bill = a_paid_invoice(person_id=ana.pk)

    assert bill.number in my.get("/my/invoices/").content.decode()
    page = my.get(f"/my/invoices/{bill.number}/").content.decode()
    for amount in ("€12.00", "€2.08", "€8.63", "€0.30", "€0.99"):
        assert amount in page
    assert "Northline, for the product" in page


def test_a_renewal_names_its_period(my, ana):
    bill = a_paid_invoice(person_id=ana.pk, period=(date(2026, 3, 1), date(2026, 4, 1)))

    page = my.get(f"/my/invoices/{bill.number}/").content.decode()

    assert "1 Mar 2026 – 31 Mar 2026" in page


def test_anothers_bill_is_not_there(my):
    bill = a_paid_invoice()

    for tail in ("", "invoice.pdf"):
        assert my.get(f"/my/invoices/{bill.number}/{tail}").status_code == 404
    assert my.post(f"/my/invoices/{bill.number}/payment/").status_code == 404


def test_another_shops_bill_is_not_there(acme, globex, client_for):
    bill = a_paid_invoice()
    with in_public():
        stranger = a_person(tenant=globex, role="reseller")
    desk = sign_in(client_for(globex), stranger, globex)

    assert desk.get(f"/desk/invoices/{bill.number}/").status_code == 404
    assert desk.post(f"/desk/invoices/{bill.number}/refunds/").status_code == 404
    with in_tenant(globex):
        assert bill.number not in desk.get("/desk/invoices/?as=csv").content.decode()


def test_an_open_bill_leads_to_the_payment_page_once(my, ana, fake_stripe):
    fake_stripe.control.reset()
    bill = an_invoice(person_id=ana.pk)

    first = my.post(f"/my/invoices/{bill.number}/payment/")
    again = my.post(f"/my/invoices/{bill.number}/payment/")

    assert first.status_code == 302
    assert first.url == again.url
    assert first.url.startswith(fake_stripe.base)


def test_a_paid_bill_is_not_paid_again(my, ana, fake_stripe):
    bill = a_paid_invoice(person_id=ana.pk)

    page = my.post(f"/my/invoices/{bill.number}/payment/")

    assert page.status_code == 409
    assert "paid already" in page.content.decode()


def test_a_bill_as_pdf(my, ana):
    bill = a_paid_invoice(person_id=ana.pk)

    assert my.get(f"/my/invoices/{bill.number}/invoice.pdf").content.startswith(b"%PDF")


def test_a_seller_gives_money_back_and_a_double_click_is_one_refund(desk):
    bill = a_paid_invoice(at=timezone.now())
    page = desk.get(f"/desk/invoices/{bill.number}/")
    form = {"amount": "4.00", "reason": "late", "key": page.context["form"].initial["key"]}

    for _ in range(2):
        answer = desk.post(f"/desk/invoices/{bill.number}/refunds/", form)
        assert answer.status_code == 302

    refund = Refund.objects.get()
    assert (refund.amount_minor, refund.reason) == (400, "late")
    assert refund.requested_by is not None


def test_whoever_comes_back_to_a_made_refund_is_not_told_that_nothing_moved(desk):
    bill = a_paid_invoice(at=timezone.now())
    page = desk.get(f"/desk/invoices/{bill.number}/")
    form = {"amount": "4.00", "reason": "late", "key": page.context["form"].initial["key"]}
    address = f"/desk/invoices/{bill.number}/refunds/"
    before = desk.get(address, form)
    assert "Nothing has moved yet." in before.text
    assert "no-store" in before["Cache-Control"]

    desk.post(address, form)
    back = desk.get(address, form, follow=True)

    assert back.redirect_chain == [(f"/desk/invoices/{bill.number}/", 302)]
    assert "Nothing has moved yet." not in back.text
    assert "This was sent already." in back.text
    assert Refund.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "status"), [("12.01", 409), ("1.001", 422), ("-1", 422), ("much", 422), ("", 422)]
)
def test_a_wrong_amount_is_refused_with_words_and_nothing_moves(desk, amount, status):
    bill = a_paid_invoice()
    form = {"amount": amount, "reason": "late", "key": "6f2c3a44-3d1e-4c7b-9a05-000000000001"}

    page = desk.post(f"/desk/invoices/{bill.number}/refunds/", form)

    assert page.status_code == status
    assert not Refund.objects.exists()


def test_a_teammate_looks_at_nobodys_bills(acme, client_for):
    bill = a_paid_invoice()
    with in_public():
        teammate = a_person(tenant=acme, role="teammate")
    desk = sign_in(client_for(acme), teammate, acme)

    assert desk.get("/desk/invoices/").status_code == 403
    assert desk.post(f"/desk/invoices/{bill.number}/refunds/").status_code == 403


def test_a_refunded_bill_says_what_everybody_gave_back(desk):
    bill = a_paid_invoice()
    a_refund(bill)

    page = desk.get(f"/desk/invoices/{bill.number}/").content.decode()

    assert "€0.99 given back" in page
    assert "NL-C-2026-000001" in page


def test_the_export_runs_nothing_in_a_spreadsheet(desk, acme):
    bill = a_paid_invoice()
    type(bill).objects.filter(pk=bill.pk).update(contact_name="=cmd|' /C calc'!A0")

    text = desk.get("/desk/invoices/?as=csv").content.decode("utf-8-sig")

    row = next(csv.DictReader(io.StringIO(text)))
    assert row["customer"].startswith("'=")
    assert (row["total"], row["paid"]) == ("12.00", "12.00")


@pytest.mark.parametrize("bills", [1, 24])
def test_a_list_costs_the_same_for_any_number_of_bills(desk, bills, django_assert_max_num_queries):
    paid_invoices(bills)

    with django_assert_max_num_queries(16):
        page = desk.get("/desk/invoices/")

    assert page.content.count(b"NL-2026-") >= bills


def test_the_file_of_bills_is_of_the_list_as_it_is_filtered(desk, acme):
    paid, unpaid = a_paid_invoice(), an_invoice()

    text = desk.get("/desk/invoices/?as=csv&state=paid").content.decode("utf-8-sig")

    assert [row["number"] for row in csv.DictReader(io.StringIO(text))] == [paid.number]
    former = desk.get("/desk/invoices/invoices.csv?state=open")
    assert former["Location"] == "/desk/invoices/?state=open&as=csv"
    assert unpaid.number in desk.get(former["Location"]).content.decode()
