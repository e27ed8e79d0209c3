"""A bank's file: each amount once, what names its bill pays it, the rest waits."""

from datetime import timedelta

import pytest

from billing.bank.formats import BadFile
from billing.bank.models import Allotment, BankEntry, BankFile
from billing.bank.usecases.take_in_bank_file import NothingNew, take_in_bank_file
from billing.bank.usecases.weigh_bank_file import CurrencyNotUsed, NotOurAccount, weigh_bank_file
from billing.entities.payment_references import payment_reference, references_in
from billing.invoicing.models import DunningStep, Invoice, Payment
from billing.invoicing.usecases.record_payment import record_payment
from billing.ledger.queries import balance
from catalog.lines.models import RESUME, Line
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.factories.bank import IBAN, Came, a_list, camt, only, paying, rows, taken_in
from tests.factories.dunning import DUE, a_bill_of_a_line
from tests.factories.invoicing import an_invoice
from tests.post import drain

pytestmark = pytest.mark.usefixtures("account")
ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def held():
    with in_public():
        return -balance(code="received:bank", currency="EUR").minor


@pytest.mark.parametrize("version", ["02", "04", "08", "13"])
def test_a_transfer_with_its_reference_and_amount_pays_its_bill(finance, version):
    bill = an_invoice()

    file = take_in_bank_file(
        content=camt(paying(bill), version=version), filename="a.xml", by=finance, at=NOON
    )
    drain()

    bill.refresh_from_db()
    payment = Payment.objects.get()
    assert (bill.is_paid, payment.amount, payment.is_by_bank) == (True, bill.total, True)
    assert (file.credit_count, file.new_count, file.paid_count) == (1, 1, 1)
    assert only(BankEntry).left_minor == 0
    assert only(Allotment).done_at is not None
    with in_public():
        assert balance(code="cash:bank", currency="EUR") == bill.total
    assert held() == 0


def test_bills_of_two_shops_find_their_way_and_a_third_is_not_looked_into(acme, globex, finance):
    here = an_invoice()
    with in_tenant(globex):
        there, untouched = an_invoice(prices=(900,)), an_invoice()

    taken_in(paying(here), paying(there, amount="9.00"), by=finance)
    drain()

    here.refresh_from_db()
    with in_tenant(globex):
        there.refresh_from_db()
        untouched.refresh_from_db()
    assert (here.is_paid, there.is_paid, untouched.is_paid) == (True, True, False)


def test_the_same_file_twice_moves_nothing(finance):
    bill = an_invoice()
    came = [paying(bill, reference="B1"), Came(text="no reference")]
    taken_in(*came, by=finance)
    drain()

    with pytest.raises(NothingNew):
        taken_in(*came, by=finance)
    drain()

    assert (len(rows(BankFile)), len(rows(BankEntry))) == (1, 2)
    assert Payment.objects.count() == 1


def test_an_overlapping_file_brings_only_what_is_new(finance):
    bill = an_invoice()
    taken_in(paying(bill, reference="B1"), by=finance)

    # A table of the same day says it in other words, and under the same name of the bank's.
    again = a_list(
        [
            [IBAN, "2026-03-01", "12.00", "EUR", "B1", "A. Ruiz", "", "other words"],
            [IBAN, "2026-03-01", "3.00", "EUR", "B2", "Bo Li", "", ""],
        ]
    )
    file = take_in_bank_file(content=again, filename="a.csv", by=finance, at=NOON)

    assert (file.credit_count, file.new_count) == (2, 1)


def test_two_equal_transfers_without_a_name_of_the_banks_are_two(finance):
    file = taken_in(Came(text="twice"), Came(text="twice"), by=finance)

    assert (file.new_count, len(rows(BankEntry))) == (2, 2)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": "my phone bill"}, "no_reference"),
        ({"text": payment_reference("NL-2026-999999")}, "no_bill"),
        ({"amount": "11.99"}, "less"),
        ({"amount": "12.01"}, "more"),
        # One digit wrong: no reference at all.
        ({"text": "RF00NL2026000001"}, "no_reference"),
    ],
)
def test_what_does_not_fit_exactly_waits(finance, said, why):
    bill = an_invoice()

    taken_in(paying(bill, **said), by=finance)
    drain()

    entry = only(BankEntry)
    assert (entry.why, entry.left) == (why, entry.amount)
    assert not Payment.objects.exists()
    assert held() == entry.amount_minor


def test_what_a_card_paid_already_waits_as_money_that_nothing_asks_for(finance):
    bill = an_invoice()
    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=NOON)

    taken_in(paying(bill, amount="12.00"), by=finance)
    drain()

    assert only(BankEntry).why == "paid"
    assert Payment.objects.count() == 1


def test_a_card_that_pays_between_the_file_and_its_letter_sends_the_transfer_back_to_the_list(
    finance,
):
    bill = an_invoice()
    taken_in(paying(bill), by=finance)
    record_payment(invoice_id=bill.pk, key="pi_1", payment_reference="pi_1", at=NOON)
    drain()

    entry, part = only(BankEntry), only(Allotment)
    assert (entry.left, part.done_at) == (entry.amount, None)
    assert part.problem == "The bill was paid in another way meanwhile."
    assert Payment.objects.get().is_by_bank is False


def test_one_bill_is_paid_once_by_two_transfers_of_one_file(finance):
    bill = an_invoice()

    taken_in(paying(bill, reference="B1"), paying(bill, reference="B2"), by=finance)
    drain()

    assert Payment.objects.count() == 1
    assert sorted(one.why for one in rows(BankEntry)) == ["", "paid"]


def test_a_reference_in_its_own_place_goes_before_the_text(finance):
    bill, other = an_invoice(), an_invoice()
    came = paying(
        bill,
        text=payment_reference(other.number),
        structured=payment_reference(bill.number),
    )

    taken_in(came, by=finance)
    drain()

    bill.refresh_from_db()
    assert bill.is_paid


def test_two_references_in_one_text_are_left_to_a_person(finance):
    both = " ".join(payment_reference(an_invoice().number) for _ in range(2))

    taken_in(Came(text=both), by=finance)

    assert only(BankEntry).why == "two_bills"


def test_a_reference_is_read_however_it_is_written():
    reference = payment_reference("NL-2026-000017")
    spaced = "rf" + " ".join([reference[2:4], reference[4:8], reference[8:]]).lower()

    assert list(references_in(f"Factura {spaced}")) == [reference]
    assert list(references_in(f"{reference}1234")) == [reference]
    assert list(references_in("RF18539007547034")) == []


def test_a_payment_opens_a_blocked_line_as_any_does(acme, finance):
    with in_public():
        ana = a_person(tenant=acme, role="customer")
    bill = a_bill_of_a_line(person_id=ana.pk)
    DunningStep.objects.create(invoice=bill, step="bar", taken_at=DUE)
    Line.objects.filter(pk=bill.line_id).update(suspended_at=DUE, unpaid_since=DUE)
    later = DUE + timedelta(days=40)

    taken_in(paying(bill, on=f"{later:%Y-%m-%d}"), by=finance, at=later)
    drain()

    bill.refresh_from_db()
    opened = Line.objects.get(pk=bill.line_id).events.filter(what=RESUME)
    assert (bill.is_paid, opened.count()) == (True, 1)


@pytest.mark.parametrize(
    ("content", "refusal", "words"),
    [
        (camt(Came(), head=ENTITIES), BadFile, "document type"),
        (camt(Came(), head=OUTSIDE), BadFile, "document type"),
        (camt(Came())[:-20], BadFile, "not whole"),
        (b"<Document/>", BadFile, "no camt.053"),
        (camt(), BadFile, "Nothing came in"),
        (camt(Came(side="DBIT")), BadFile, "Nothing came in"),
        (camt(Came(state="PDNG")), BadFile, "Nothing came in"),
        (camt(Came(amount="-3")), BadFile, "no amount"),
        (camt(Came(amount="1e9")), BadFile, "no amount"),
        (camt(Came(amount="1.005")), BadFile, "no amount"),
        (camt(Came(amount="0.00")), BadFile, "zero"),
        (camt(Came(amount="99999999999999999999")), BadFile, "no amount"),
        (camt(Came(currency="USD")), BadFile, "kept in EUR"),
        (camt(Came(currency="XXX")), BadFile, "no amount"),
        (camt(Came(on="2026-02-30")), BadFile, "no day"),
        (camt(Came(on="01.03.2026")), BadFile, "no day"),
        (camt(Came(on="2026-03-02")), BadFile, "booked on"),
        (camt(Came(on="1999-03-01")), BadFile, "booked on"),
        (camt(Came(), iban="DE89370400440532013000"), NotOurAccount, "none of our bills"),
        (camt(Came(currency="USD"), currency="USD"), CurrencyNotUsed, "kept in USD"),
        (b"", BadFile, "empty"),
        (b"\xff\x00\x01", BadFile, "UTF-8"),
        (b"a;b\n1;2", BadFile, "lacks these columns"),
        (a_list([[IBAN, "2026-03-01", "1.00", "EUR"]]), BadFile, "number of cells"),
        (a_list([[IBAN, "soon", "1.00", "EUR", "", "", "", ""]]), BadFile, "Line 2"),
        (a_list([[IBAN, "2026-03-01", "1,00", "EUR", "", "", "", ""]]), BadFile, "Line 2"),
        (b" " * (5 * 1024 * 1024 + 1), BadFile, "larger than 5 MB"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_nothing_is_half_done(finance, content, refusal, words):
    with pytest.raises(refusal, match=words):
        take_in_bank_file(content=content, filename="bad", by=finance, at=NOON)

    assert not rows(BankFile)
    assert not rows(BankEntry)
    assert held() == 0


def test_one_broken_amount_refuses_the_whole_file(finance):
    bill = an_invoice()

    with pytest.raises(BadFile):
        taken_in(paying(bill), Came(amount="x"), by=finance)
    drain()

    bill.refresh_from_db()
    assert not bill.is_paid
    assert not rows(BankEntry)


def test_a_file_is_looked_at_without_anything_being_written(finance):
    bill = an_invoice()

    weighed = weigh_bank_file(content=camt(paying(bill), Came(text="?")), at=NOON)

    assert [one.is_paying for one in weighed.credits] == [True, False]
    assert weighed.credits[0].bill.number == bill.number
    assert not rows(BankEntry)


def test_a_booking_of_several_payers_is_read_as_several(finance):
    parts = "".join(
        f'<TxDtls><Amt Ccy="EUR">{minor}.00</Amt><RmtInf><Ustrd>{minor}</Ustrd></RmtInf></TxDtls>'
        for minor in (3, 4)
    )
    whole = camt(Came(amount="7.00", text="all"))
    start, end = whole.index(b"<TxDtls>"), whole.index(b"</TxDtls>") + len(b"</TxDtls>")
    content = whole[:start] + parts.encode() + whole[end:]

    take_in_bank_file(content=content, filename="batch.xml", by=finance, at=NOON)

    assert sorted(one.amount_minor for one in rows(BankEntry)) == [300, 400]
    with pytest.raises(BadFile, match="add up"):
        weigh_bank_file(content=content.replace(b">7.00<", b">8.00<"), at=NOON)


def test_many_are_taken_in_by_few_statements(finance, statements):
    bills = [an_invoice() for _ in range(60)]
    content = camt(*(paying(bill, reference=f"B{n}") for n, bill in enumerate(bills)))

    def take() -> None:
        take_in_bank_file(content=content, filename="many.xml", by=finance, at=NOON)

    assert statements(take) <= 40
    drain()
    assert Invoice.objects.filter(paid_at=None).count() == 0
