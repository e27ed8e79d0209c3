"""One bill pays for the same days wherever it is shown, the last one among them."""

import csv
from datetime import date, timedelta

import pypdfium2
import pytest
from django.core import mail
from django.utils import timezone

from billing.invoicing.bill_cards import periods_of
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.send_bill import send_bill
from billing.invoicing.usecases.send_receipt import send_receipt
from catalog.lines.periods import Period, first_period
from kith.ui.formats import date_text, day_text
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in, speaks
from tests.factories.cards import a_renewal
from tests.factories.invoicing import an_invoice
from tests.factories.lines import a_line
from tests.factories.ordering import a_paid_order
from tests.factories.storefront import an_offer

MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))
SAID = {"en": "1 Mar 2026 – 31 Mar 2026", "es": "1 mar 2026 – 31 mar 2026"}


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def first_bill(ana):
    """The bill of an order whose line is not active yet."""
    an_offer()
    order = a_paid_order(person_id=ana.pk)
    return bill_paid_order(order_id=order.pk, payment_reference="pi_1", at=NOON)


def text_of(client, address):
    document = pypdfium2.PdfDocument(client.get(address).content)
    pages = (page.get_textpage().get_text_bounded() for page in document)
    return "\n".join(pages).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_bill_says_its_days_once_the_line_is_active(
    acme, client_for, ana, first_bill, language
):
    speaks(ana, language)
    my = sign_in(client_for(acme), ana, acme)
    page, paper = f"/my/invoices/{first_bill.number}/", "invoice.pdf"
    waits = {
        "en": "From the day the line is active",
        "es": "Desde el día en que se active la línea",
    }

    assert waits[language] in my.get(page).text
    a_line(person_id=ana.pk, order_id=first_bill.order_id)

    for said in (my.get(page).text, my.get("/my/invoices/").text, text_of(my, page + paper)):
        assert SAID[language] in said
    assert SAID[language] in my.get("/my/invoices/?as=csv").content.decode()


def test_desk_and_its_file_say_the_same_days(acme, client_for, ana, first_bill):
    with in_public():
        seller = a_person(tenant=acme, role="reseller")
    desk = sign_in(client_for(acme), seller, acme)
    a_line(person_id=ana.pk, order_id=first_bill.order_id)

    assert SAID["en"] in desk.get(f"/desk/invoices/{first_bill.number}/").text
    assert SAID["en"] in desk.get("/desk/invoices/").text
    file = desk.get("/desk/invoices/?as=csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(file.splitlines())
    assert (row["period_from"], row["period_to"]) == ("2026-03-01", "2026-03-31")


def test_the_receipt_of_an_order_says_when_its_days_begin(ana, first_bill):
    assert send_receipt(invoice_id=first_bill.pk, at=NOON)

    assert "Period: From the day the line is active" in mail.outbox[0].body


def test_the_letter_of_a_renewal_says_its_days(ana):
    bill = a_renewal(person_id=ana.pk, at=NOON)
    [period] = periods_of([bill]).values()

    assert send_bill(invoice_id=bill.pk, at=NOON)
    assert f"{period.last_day.day} {period.last_day:%b %Y}" in mail.outbox[0].body


def test_whoever_leaves_is_told_the_same_last_day(acme, client_for, ana):
    line = a_line(person_id=ana.pk, at=timezone.now())
    my = sign_in(client_for(acme), ana, acme)
    last = line.next_renewal_on - timedelta(days=1)

    for page in ("leave", "end"):
        text = my.get(f"/my/lines/{line.pk}/{page}/", follow=True).text
        assert date_text(last) in text or day_text(last) in text, page
    leave = my.get(f"/my/lines/{line.pk}/leave/").text
    assert date_text(line.next_renewal_on) not in leave


def test_a_bill_of_no_days_says_none_and_one_paid_once_its_first():
    assert first_period(period="once", first_day=date(2026, 3, 1)).last_day is None
    assert MARCH.last_day == date(2026, 3, 31)


def test_what_each_bill_pays_for_costs_two_statements(acme, ana, statements):
    an_offer()
    for n in range(3):
        order = a_paid_order(person_id=ana.pk)
        bill_paid_order(order_id=order.pk, payment_reference=f"pi_{n}", at=NOON)
        a_line(person_id=ana.pk, order_id=order.pk, n=n)
    bills = [an_invoice(period=(date(2026, 3, 1), date(2026, 4, 1)))]
    bills += list(type(bills[0]).objects.exclude(pk=bills[0].pk))

    assert statements(lambda: periods_of(bills)) == 2
    assert set(periods_of(bills).values()) == {MARCH}
