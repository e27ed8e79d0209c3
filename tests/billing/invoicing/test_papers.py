"""Bills and credit notes on paper: what the law wants is there, as text, in both languages."""

from datetime import date, timedelta
from uuid import uuid4

import pypdfium2
import pytest

from billing.entities.sellers import NoLegalEntity
from billing.entities.usecases.describe_entity import describe_entity
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import CheckoutSession, Invoice
from billing.invoicing.usecases.open_checkout import NotOpenYet, open_checkout
from billing.invoicing.usecases.undo_refund import undo_refund
from kith.outbox.models import Delivery
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in, speaks
from tests.factories.invoicing import a_paid_invoice, a_refund
from tests.factories.ordering import a_paid_order, an_order
from tests.factories.storefront import an_offer
from tests.house import COMPANY
from tests.insider import edit
from tests.post import drain

URL = "http://acme.kith.localhost/orders/"
MARCH = (date(2026, 3, 1), date(2026, 4, 1))
# What a paper says of who sells, whatever its language.
COMPANY_LINES = ("Northline Telecom SL", "Calle del Faro 12", "48001 Bilbao", "ESB00000125")
BILL = {
    "en": (
        "Invoice NL-2026-000001",
        "Sold by",
        "Spain",
        "VAT number",
        "Registro Mercantil de Bizkaia",
        "Ana Ruiz",
        "Issued",
        "1 Mar 2026 – 31 Mar 2026",
        "Net",
        "€9.92",
        "21%",
        "€2.08",
        "€12.00",
        "Page 1 of 1",
    ),
    "es": (
        "Factura NL-2026-000001",
        "Vendedor",
        "España",
        "NIF-IVA",
        "Emitida",
        "1 mar 2026 – 31 mar 2026",
        "9,92 €",
        "21 %",
        "2,08 €",
        "12,00 €",
        "Página 1 de 1",
    ),
}
CREDIT = {
    "en": ("Credit note NL-C-2026-000001", "invoice NL-2026-000001 of 1 Mar 2026", "€6.00"),
    "es": ("Factura rectificativa NL-C-2026-000001", "factura NL-2026-000001", "6,00 €"),
}


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


@pytest.fixture
def my(acme, ana, client_for):
    return sign_in(client_for(acme), ana, acme)


def text_of(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    pages = pypdfium2.PdfDocument(answer.content)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages).replace("\xa0", " ")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_bill_says_what_the_law_wants(my, ana, language):
    bill = a_paid_invoice(person_id=ana.pk, period=MARCH)
    speaks(ana, language)

    text = text_of(my, f"/my/invoices/{bill.number}/invoice.pdf")

    said = BILL[language] + COMPANY_LINES
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_credit_note_is_a_paper_that_names_its_invoice(my, ana, language):
    bill = a_paid_invoice(person_id=ana.pk)
    note = a_refund(bill, minor=600).credit_note
    url = f"/my/invoices/{bill.number}/credit-notes/{note.number}.pdf"

    speaks(ana, language)

    assert url in my.get(f"/my/invoices/{bill.number}/").text
    text = text_of(my, url)

    said = CREDIT[language] + COMPANY_LINES
    assert [words for words in said if words not in text] == []


def test_taxes_of_two_rates_are_summed_apart(my, ana):
    bill = a_paid_invoice(person_id=ana.pk, prices=(1_200, 2_400))

    text = text_of(my, f"/my/invoices/{bill.number}/invoice.pdf")

    # Net, tax and total of the one rate that both lines have, beside those of the lines.
    assert "21% €29.75 €6.25 €36.00" in text.replace("\n", " ")


def test_a_note_that_takes_a_credit_note_back_is_a_paper_too(my, ana):
    bill = a_paid_invoice(person_id=ana.pk)
    refund = a_refund(bill)
    undo_refund(refund_id=refund.pk, reason="The card has expired or was closed.", at=NOON)

    assert "NL-D-2026-000001" in my.get(f"/my/invoices/{bill.number}/").text
    text = text_of(my, f"/my/invoices/{bill.number}/credit-notes/NL-D-2026-000001.pdf")

    assert "Debit note NL-D-2026-000001" in text
    assert "NL-C-2026-000001" in text


def test_another_persons_credit_note_is_not_there(my):
    bill = a_paid_invoice()
    note = a_refund(bill).credit_note

    url = f"/my/invoices/{bill.number}/credit-notes/{note.number}.pdf"
    assert my.get(url).status_code == 404


def test_an_old_bill_still_says_the_old_name(my, ana):
    old = a_paid_invoice(person_id=ana.pk)
    renamed = COMPANY | {"legal_name": "Southline Telecom SL"}
    later = NOON + timedelta(days=1)
    describe_entity(code="NL", said=renamed, starts_at=later, by=None, agreed_by=uuid4(), at=NOON)
    new = a_paid_invoice(person_id=ana.pk, at=later)

    papers = [text_of(my, f"/my/invoices/{bill.number}/invoice.pdf") for bill in (old, new)]

    assert ["Southline" in text for text in papers] == [False, True]
    assert ["Northline Telecom" in text for text in papers] == [True, False]
    assert "Northline Telecom SL" in my.get(f"/my/invoices/{old.number}/").text


def test_a_bill_of_before_says_what_it_always_said(my, ana, acme):
    bill = a_paid_invoice(person_id=ana.pk)
    edit(acme.schema_name, "UPDATE invoicing_invoice SET seller = NULL")

    text = text_of(my, f"/my/invoices/{bill.number}/invoice.pdf")

    assert "Northline Telecom" not in text
    assert "Acme" in text


def test_without_a_company_nobody_pays_and_what_was_paid_waits_for_one(acme, ana):
    an_offer()
    unpaid = an_order()
    paid = a_paid_order()
    edit("public", "DELETE FROM entities_entitydetails")

    with pytest.raises(NotOpenYet):
        open_checkout(order_id=unpaid.pk, return_url=URL, cancel_url=URL, at=NOON)
    drain()

    assert not CheckoutSession.objects.exists()
    assert not Invoice.objects.exists()
    with in_public():
        waiting = Delivery.objects.get(reaction__endswith="bill_paid_order")
    # It is waited out, not given up: no attempt is used.
    assert (waiting.done_at, waiting.parked_at) == (None, None)
    assert NoLegalEntity.__name__ in waiting.last_error

    describe_entity(code="NL", said=COMPANY, starts_at=NOON, by=None, at=NOON)
    drain(ahead=timedelta(hours=2))

    bill = Invoice.objects.get()
    assert (bill.order_id, bill.number, bill.is_paid) == (paid.pk, "NL-2026-000001", True)
    assert faults_of_the_house().faults == []
