"""Whoever pays hears of it: a receipt, a bill that waits, a renewal ahead, a refund."""

import pytest
from django.core import mail

from billing.invoicing.models import Invoice, Refund
from billing.invoicing.usecases.send_bill import send_bill
from billing.invoicing.usecases.send_receipt import send_receipt
from billing.invoicing.usecases.send_renewal_notice import send_renewal_notice
from billing.invoicing.usecases.tell_of_refund import tell_of_refund
from catalog.lines.queries import line_card
from kith.wall import in_public
from tests.catalog.network.letters import posted
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.cards import a_renewal
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice
from tests.factories.lines import a_line


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


def test_a_payment_brings_one_receipt_with_sum_tax_and_bill(ana):
    invoice = a_paid_invoice(person_id=ana.pk)

    told = [send_receipt(invoice_id=invoice.pk, at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert letter.to == [ana.email]
    assert letter.subject == "Your receipt from Acme: €12.00"
    for words in ("Total: €12.00", "of which tax: €2.08", f"/my/invoices/{invoice.number}/"):
        assert words in letter.body


def test_a_renewal_without_a_card_brings_a_bill_and_one_that_is_paid_brings_none(ana):
    waiting = a_renewal(person_id=ana.pk, at=NOON)
    assert posted("invoice.issued") == [{"invoice_id": str(waiting.pk)}]
    paid = a_paid_invoice(person_id=ana.pk)

    told = [send_bill(invoice_id=one.pk, at=NOON) for one in (waiting, waiting, paid)]

    [letter] = mail.outbox
    assert told == [True, False, False]
    assert letter.subject.startswith("Your bill of €12.00, due on ")


def test_a_renewal_ahead_says_what_it_costs_and_what_pays_it(ana):
    line = a_line(person_id=ana.pk)
    on = line_card(line_id=line.pk).next_renewal_on

    told = [send_renewal_notice(line_id=line.pk, renews_on=on, at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert "You get a bill of €12.00 that day" in letter.body
    assert not send_renewal_notice(line_id=line.pk, renews_on=NOON.date(), at=NOON)


def test_money_on_its_way_back_is_told_but_not_what_a_bank_took(ana):
    note = a_refund(a_paid_invoice(person_id=ana.pk), minor=500).credit_note

    told = [tell_of_refund(credit_note_id=note.pk, at=NOON) for _ in range(2)]

    [letter] = mail.outbox
    assert told == [True, False]
    assert letter.subject == "You get €5.00 back"

    taken = a_refund(a_paid_invoice(person_id=ana.pk), minor=500)
    Refund.objects.filter(pk=taken.pk).update(source=Refund.BANK, dispute_id="dp_1")
    assert not tell_of_refund(credit_note_id=taken.credit_note.pk, at=NOON)


def test_a_bill_that_names_nobody_is_told_to_nobody(acme):
    invoice = an_invoice()
    Invoice.objects.filter(pk=invoice.pk).update(person_id=None, contact_email="")

    assert not send_bill(invoice_id=invoice.pk, at=NOON)
    assert mail.outbox == []
