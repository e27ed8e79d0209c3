"""Bills and notes by EN 16931: valid by its schema, and the same to the cent as their paper."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from drafthorse.utils import validate_xml

from billing.invoicing.bill_cards import bill_card, note_card
from billing.invoicing.models import CreditNote
from billing.invoicing.usecases.undo_refund import undo_refund
from billing.invoicing.web.einvoices import Buyer, credit_note_document, invoice_document
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice
from tests.insider import edit

MARCH = (date(2026, 3, 1), date(2026, 4, 1))
RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
ENDS = ("Start", "End")
SUMS = ("LineTotal", "TaxBasisTotal", "TaxTotal", "GrandTotal", "TotalPrepaid", "DuePayable")


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


def read(content):
    """Hold a file to the norm's schema, and return it to be looked into."""
    validate_xml(content, "FACTUR-X_EN16931")
    return fromstring(content)


def texts(root, tag):
    return [one.text for one in root.iter(RAM + tag)]


def sums_of(root):
    return {name: Decimal(texts(root, f"{name}Amount")[-1]) for name in SUMS}


def days_of(root):
    """Return the first and the last day of each period that is named."""
    return [
        tuple("".join(period.find(f"{RAM}{end}DateTime").itertext()).strip() for end in ENDS)
        for period in root.iter(f"{RAM}BillingSpecifiedPeriod")
    ]


def written(invoice, **buyer):
    card = bill_card(invoice)
    given = Buyer(**buyer) if buyer else None
    return card, read(invoice_document(card, buyer=given).serialize(schema=None))


def test_a_bill_of_several_lines_adds_up_as_its_paper_does(acme):
    bill = an_invoice(prices=(1_200, 2_399, 1), period=MARCH)

    card, root = written(bill)

    net = sum(((line.gross - line.tax).to_decimal() for line in card.lines), Decimal(0))
    assert sums_of(root) == {
        "LineTotal": net,
        "TaxBasisTotal": net,
        "TaxTotal": card.tax.to_decimal(),
        "GrandTotal": Decimal("36.00"),
        "TotalPrepaid": Decimal("0.00"),
        "DuePayable": Decimal("36.00"),
    }
    assert texts(root, "TypeCode")[0] == "380"
    assert texts(root, "CategoryCode") == ["S"] * 4
    # Each line, and the whole.
    assert days_of(root) == [("20260301", "20260331")] * 4
    assert bill.number in texts(root, "ID")
    assert "ESB00000125" in texts(root, "ID")
    assert "Northline Telecom SL" in texts(root, "Name")


def test_tax_is_said_by_rate(acme):
    bill = an_invoice(prices=(1_200, 2_400))
    edit(
        acme.schema_name,
        "UPDATE invoicing_invoiceline SET tax_basis_points = 1000 WHERE position = 2",
    )

    card, root = written(bill)

    told = list(
        zip(
            texts(root, "RateApplicablePercent")[-2:],
            texts(root, "BasisAmount"),
            texts(root, "CalculatedAmount"),
            strict=True,
        )
    )
    assert [Decimal(rate) * 100 for rate, _, _ in told] == [rate for rate, _ in card.taxes]
    assert [Decimal(tax) for _, _, tax in told] == [tax.to_decimal() for _, tax in card.taxes]


def test_what_bears_no_tax_is_zero_rated(acme):
    _card, root = written(an_invoice(tax_basis_points=0))

    assert set(texts(root, "CategoryCode")) == {"Z"}
    assert sums_of(root)["TaxTotal"] == 0
    assert sums_of(root)["GrandTotal"] == Decimal("12.00")


def test_a_paid_bill_leaves_nothing_due(acme):
    _card, root = written(a_paid_invoice())

    assert sums_of(root)["TotalPrepaid"] == Decimal("12.00")
    assert sums_of(root)["DuePayable"] == 0
    assert texts(root, "DueDateDateTime") == []


def test_a_company_is_named_by_what_the_law_knows_it_by(acme):
    said = {
        "address": ("Gran Vía 1", "2. º", "48001 Bilbao", "Bizkaia"),
        "country": "ES",
        "tax_number": "ESB11111119",
        "purchase_reference": "PO-7",
    }

    _card, root = written(an_invoice(), name="Club de Remo SL", **said)

    assert "Club de Remo SL" in texts(root, "Name")
    assert "ESB11111119" in texts(root, "ID")
    assert "48001 Bilbao, Bizkaia" in texts(root, "LineThree")
    assert "PO-7" in texts(root, "IssuerAssignedID")


def test_a_credit_note_names_its_bill_and_so_does_a_debit_note(acme):
    bill = a_paid_invoice()
    refund = a_refund(bill, minor=555)
    undo_refund(refund_id=refund.pk, reason="The card has expired or was closed.", at=NOON)
    credit, debit = CreditNote.objects.order_by("number")

    kinds = []
    for note in (credit, debit):
        root = read(credit_note_document(note_card(note)).serialize(schema=None))
        kinds.append(texts(root, "TypeCode")[0])
        assert sums_of(root)["GrandTotal"] == Decimal("5.55")
        assert sums_of(root)["DuePayable"] == 0
        assert texts(root, "IssuerAssignedID") == [bill.number]
    assert kinds == ["381", "383"]
    assert credit.number in texts(root, "Content")


def test_it_stands_beside_the_pdf_for_customer_desk_and_staff(acme, globex, ana, client_for):
    bill = a_paid_invoice(person_id=ana.pk)
    note = a_refund(bill, minor=600).credit_note
    with in_public():
        owner = a_person(tenant=acme, role="reseller")
        finance = a_person(role="finance")
    line = f"/staff/invoice-lines/{acme.uuid}/{bill.lines.get().pk}"
    doors = [
        (sign_in(client_for(acme), ana, acme), f"/my/invoices/{bill.number}"),
        (sign_in(client_for(acme), owner, acme), f"/desk/invoices/{bill.number}"),
        (sign_in(client_for(None), finance), line),
    ]
    files = []
    for browser, page in doors:
        shown = browser.get(f"{page}/").text
        for file in ("invoice.xml", f"credit-notes/{note.number}.xml"):
            assert f"{page}/{file}" in shown
            assert browser.get(f"{page}/{file}".replace(".xml", ".pdf")).status_code == 200
            files.append(browser.get(f"{page}/{file}"))

    assert {file.status_code for file in files} == {200}
    assert {file["Content-Type"] for file in files} == {"application/xml"}
    assert len({file.content for file in files}) == 2
    for file in files:
        read(file.content)


def test_a_bill_of_before_has_none(acme, ana, client_for):
    bill = a_paid_invoice(person_id=ana.pk)
    edit(acme.schema_name, "UPDATE invoicing_invoice SET seller = NULL")
    my = sign_in(client_for(acme), ana, acme)

    assert "invoice.xml" not in my.get(f"/my/invoices/{bill.number}/").text
    assert my.get(f"/my/invoices/{bill.number}/invoice.xml").status_code == 404


def test_what_the_schema_forbids_is_seen(acme):
    card = replace(bill_card(an_invoice()), number="")
    document = invoice_document(card)
    document.header.type_code = "not a type of any list"

    with pytest.raises(Exception, match="TypeCode"):
        read(document.serialize(schema=None))
