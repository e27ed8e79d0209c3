"""Pages of bank transfers: look at a file, take it in, decide what waits; and what bills say."""

from uuid import uuid4

import pypdfium2
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from stdnum import iso11649

from billing.bank.models import Allotment, BankEntry, BankReturn
from billing.entities.payment_references import payment_reference
from billing.invoicing.pay_links import pay_token
from billing.invoicing.usecases.send_bill import send_bill
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.accounts import a_person, sign_in
from tests.factories.bank import (
    IBAN,
    Came,
    an_account,
    an_entry,
    camt,
    only,
    paying,
    rows,
    taken_in,
)
from tests.factories.invoicing import a_paid_invoice, an_invoice
from tests.post import drain

SHOWN_IBAN = "ES91 2100 0418 4502 0005 1332"
BANK = "/staff/bank/"


@pytest.fixture
def ana(acme):
    with in_public():
        return a_person(tenant=acme, role="customer")


def uploaded(browser, content, name="march.xml"):
    return browser.post(f"{BANK}files/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def said(kind, amount, *, number="", reason="She wrote to us"):
    return {
        "kind": kind,
        f"{kind}-amount": amount,
        f"{kind}-reason": reason,
        f"{kind}-number": number,
        f"{kind}-key": str(uuid4()),
    }


def test_a_bill_says_how_it_is_paid_by_transfer(acme, ana, account, client_for):
    bill = an_invoice(person_id=ana.pk)
    reference = iso11649.format(payment_reference(bill.number))
    browser = sign_in(client_for(acme), ana, acme)

    page = browser.get(f"/my/invoices/{bill.number}/").text
    link = client_for(acme).get(f"/pay/{pay_token(invoice_id=bill.pk, at=timezone.now())}/").text
    paper = browser.get(f"/my/invoices/{bill.number}/invoice.pdf").content
    pages = pypdfium2.PdfDocument(paper)
    text = "".join(one.get_textpage().get_text_bounded() for one in pages)
    xml = browser.get(f"/my/invoices/{bill.number}/invoice.xml").text
    send_bill(invoice_id=bill.pk, at=NOON)

    for told in (page, link, text.replace("\xa0", " "), mail.outbox[-1].body):
        assert reference in told
        assert SHOWN_IBAN in told
    assert payment_reference(bill.number) in xml
    assert IBAN in xml


def test_without_an_account_and_once_it_is_paid_nothing_is_said_of_transfers(acme, ana, client_for):
    without = an_invoice(person_id=ana.pk)
    an_account()
    paid = a_paid_invoice(person_id=ana.pk)
    browser = sign_in(client_for(acme), ana, acme)

    for bill in (without, paid):
        assert "transfer" not in browser.get(f"/my/invoices/{bill.number}/").text
    send_bill(invoice_id=without.pk, at=NOON)
    assert "transfer" not in mail.outbox[-1].body


def test_a_wrong_iban_is_refused_and_the_company_stays_as_it_is(acme, staff):
    browser, second = staff(), staff()
    known = browser.get("/staff/company/new/").context["form"].initial
    known |= {"because": "Bills are paid by transfer."}

    answer = browser.post("/staff/company/new/", known | {"iban": "ES91 2100 0000"})

    assert answer.status_code == 409
    assert "is no IBAN of any bank" in answer.text
    right = browser.post("/staff/company/new/", known | {"iban": SHOWN_IBAN})
    assert SHOWN_IBAN in second.get(right.url).text
    # Until somebody else has signed it, no bill says it.
    assert SHOWN_IBAN not in browser.get("/staff/company/").text
    signed = second.post(f"{right.url}signature/", follow=True)
    assert SHOWN_IBAN in signed.text


def test_a_file_is_looked_at_and_then_taken_in(acme, account, staff):
    bill = an_invoice()
    browser = staff()

    looked = uploaded(browser, camt(paying(bill), Came(text="my phone", payer="Bo Li")))

    assert bill.number in looked.text
    assert "Bo Li" in looked.text
    assert not rows(BankEntry)
    done = browser.post(
        f"{BANK}files/taking-in/", {"ticket": looked.context["ticket"]}, follow=True
    )
    assert "2 amounts were taken in. 1 pays its bill by itself." in done.text
    assert "Bo Li" in done.text
    drain()
    with in_tenant(acme):
        bill.refresh_from_db()
        assert bill.is_paid
    twice = browser.post(f"{BANK}files/taking-in/", {"ticket": looked.context["ticket"]})
    assert twice.status_code == 409
    assert "taken in before" in twice.text
    assert "Nothing in it is new" in uploaded(browser, camt(paying(bill, amount="12.00"))).text


def test_a_bad_file_is_refused_on_the_page(account, staff):
    answer = uploaded(staff(), b"<Document/>")

    assert answer.status_code == 422
    assert "Nothing of the file was taken in." in answer.text


def test_a_ticket_of_somebody_else_takes_nothing_in(acme, account, staff):
    looked = uploaded(staff(), camt(Came()))

    other = staff().post(
        f"{BANK}files/taking-in/", {"ticket": looked.context["ticket"]}, follow=True
    )

    assert "no longer waiting" in other.text
    assert not rows(BankEntry)


def test_a_person_finds_the_bill_and_pays_it(acme, account, staff, finance):
    bill = an_invoice()
    entry = an_entry(by=finance, amount="20.00")
    browser, page = staff(), f"{BANK}{entry.pk}/"

    found = browser.get(page, {"q": bill.number})
    by_name = browser.get(page, {"q": "Ruiz", "shop": str(acme.uuid)})
    chosen = browser.get(page, {"q": bill.number, "bill": bill.number})

    assert bill.number in found.text
    assert bill.number in by_name.text
    assert f"Pay bill {bill.number}" in chosen.text
    answer = browser.post(
        f"{page}allotments/", said("bill", "12.00", number=bill.number), follow=True
    )
    assert "The bill is being paid with it." in answer.text
    drain()
    with in_tenant(acme):
        bill.refresh_from_db()
        assert bill.is_paid
    assert "8.00" in browser.get(page).text


def test_what_is_refused_stays_typed(account, staff, finance):
    entry = an_entry(by=finance)
    page = f"{BANK}{entry.pk}/allotments/"
    browser = staff()

    too_much = browser.post(page, said("return", "12.01"))
    nothing = browser.post(page, said("return", "x"))
    strange = browser.post(page, said("gift", "1.00"))

    assert [one.status_code for one in (too_much, nothing, strange)] == [409, 422, 400]
    assert "She wrote to us" in too_much.text
    assert not rows(Allotment)


def test_it_is_sent_back_by_hand(account, staff, finance):
    entry = an_entry(by=finance)
    browser = staff()
    browser.post(f"{BANK}{entry.pk}/allotments/", said("return", "12.00"))
    back = only(BankReturn)

    assert "Ana Ruiz" in browser.get(f"{BANK}returns/").text
    undone = browser.post(f"{BANK}returns/{back.pk}/undoing/", follow=True)
    late = browser.post(f"{BANK}returns/{back.pk}/sending/")
    browser.post(f"{BANK}{entry.pk}/allotments/", said("return", "12.00"))
    second = only(BankReturn, undone_at=None)
    sent = browser.post(f"{BANK}returns/{second.pk}/sending/", follow=True)

    assert "waits for a decision again" in undone.text
    assert late.status_code == 409
    assert "It is booked as sent." in sent.text
    assert "Sent back" in browser.get(f"{BANK}{entry.pk}/").text


def test_two_people_decide_above_the_limit(account, staff, finance):
    entry = an_entry(by=finance, amount="50000.00")
    one, other = staff(), staff("approver")

    asked = one.post(f"{BANK}{entry.pk}/allotments/", said("return", "50000.00"), follow=True)
    waiting = one.get(f"{BANK}agreements/")
    proposal = waiting.context["rows"][0]["id"]
    alone = one.post(f"{BANK}agreements/{proposal}/agreement/")
    done = other.post(f"{BANK}agreements/{proposal}/agreement/", follow=True)

    assert "A second person has to agree to it." in asked.text
    assert alone.status_code == 409
    assert "Agreed." in done.text
    assert len(rows(BankReturn)) == 1


def test_the_pages_cost_the_same_with_many(account, staff, finance, statements):
    browser = staff()
    entry = an_entry(by=finance)
    pages = [BANK, f"{BANK}returns/", f"{BANK}{entry.pk}/"]

    def costs() -> dict[str, int]:
        # What was told of a post is told the first time, and gone.
        for page in pages:
            browser.get(page)
        return {page: statements(lambda page=page: browser.get(page)) for page in pages}

    browser.post(f"{BANK}{entry.pk}/allotments/", said("return", "1.00"))
    with_one = costs()
    taken_in(*(Came(text=f"no {n}") for n in range(50)), by=finance)
    for _ in range(9):
        browser.post(f"{BANK}{entry.pk}/allotments/", said("return", "1.00"))

    with_many = costs()

    assert {page: with_many[page] for page in pages if with_many[page] > with_one[page]} == {}
    assert max(with_many.values()) <= 30


def test_a_word_finds_what_came_in_and_a_file_lists_what_waits(account, staff, finance):
    an_entry(by=finance, payer="Bo Li")
    browser = staff()

    assert "Bo Li" in browser.get(BANK, {"q": "bo li"}).text
    assert "No transfer is like that" in browser.get(BANK, {"q": "nobody"}).text
    assert "Bo Li" in browser.get(BANK, {"as": "csv"}).getvalue().decode()


def test_whoever_may_only_agree_reads_no_file_in(account, staff, finance):
    entry = an_entry(by=finance)
    approver, support = staff("approver"), staff("staff")

    assert approver.get(BANK).status_code == 200
    assert approver.get(f"{BANK}files/").status_code == 403
    assert approver.post(f"{BANK}{entry.pk}/allotments/", said("return", "1.00")).status_code == 403
    assert support.get(BANK).status_code == 403
