"""What waits at the bank: given to bills, split, sent back, set aside; above a limit by two."""

from uuid import uuid4

import pytest

from billing.bank.models import Allotment, BankEntry, BankReturn
from billing.bank.usecases.allot_entry import allot_entry
from billing.bank.usecases.decide_allotment import decide_allotment
from billing.bank.usecases.find_bills import find_bills
from billing.bank.usecases.name_bill import NoSuchBill, NotSoMuch, Wish
from billing.bank.usecases.note_return_sent import NotToBeSent, note_return_sent
from billing.bank.usecases.undo_return import AlreadySent, undo_return
from billing.invoicing.models import Payment, Refund
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.ledger.queries import balance
from kith.errors import KeyReused
from kith.four_eyes import SamePerson
from kith.money import Money
from kith.proposals.models import Proposal
from kith.reasons import NoReason
from kith.wall import in_public, in_tenant
from tests.clock import NOON
from tests.factories.bank import again, an_entry, only, paying, rows, taken_in
from tests.factories.invoicing import an_invoice
from tests.post import drain

pytestmark = pytest.mark.usefixtures("account")


def euros(minor):
    return Money(minor, "EUR")


def decided(entry, kind, minor, *, by, number="", key="", reason="She wrote to us"):
    return allot_entry(
        entry_id=entry.pk,
        wish=Wish(kind, euros(minor), number),
        reason=reason,
        key=key or str(uuid4()),
        by=by,
        at=NOON,
    )


def bank():
    with in_public():
        return balance(code="cash:bank", currency="EUR").minor


def test_a_surplus_is_split_into_a_bill_and_what_goes_back(finance):
    bill = an_invoice()
    entry = an_entry(by=finance, amount="20.00")

    decided(entry, "bill", 1_200, number=bill.number, by=finance)
    decided(entry, "return", 800, by=finance)
    drain()

    bill.refresh_from_db()
    again(entry)
    assert (bill.is_paid, entry.left_minor) == (True, 0)
    assert bank() == 2_000
    back = only(BankReturn)
    assert (back.amount, back.iban) == (euros(800), entry.payer_iban)

    note_return_sent(return_id=back.pk, by=finance, at=NOON)
    note_return_sent(return_id=back.pk, by=finance, at=NOON)

    assert bank() == 1_200


def test_a_part_of_a_bill_is_paid_and_the_rest_is_still_asked_for(finance):
    bill = an_invoice()
    entry = an_entry(by=finance, amount="5.00")

    decided(entry, "bill", 500, number=bill.number, by=finance)
    drain()

    bill.refresh_from_db()
    assert (bill.is_paid, bill.outstanding) == (False, euros(700))


def test_a_bill_of_another_shop_is_found_by_number_and_by_name_in_its_shop(acme, globex, finance):
    with in_tenant(globex):
        bill = an_invoice()
    entry = an_entry(by=finance)

    by_number = find_bills(text=bill.number[-6:])
    by_name = find_bills(text="Ruiz", tenant_id=globex.uuid)

    assert [one.bill.number for one in by_number] == [bill.number]
    assert [one.bill.number for one in by_name] == [bill.number]
    assert find_bills(text="Ruiz", tenant_id=acme.uuid) == []
    decided(entry, "bill", 1_200, number=bill.number, by=finance)
    drain()
    with in_tenant(globex):
        bill.refresh_from_db()
        assert bill.is_paid


def test_what_is_none_of_our_payments_is_booked_no_second_time(finance):
    entry = an_entry(by=finance, amount="100.00")

    decided(entry, "aside", 10_000, by=finance)

    assert bank() == 0
    assert only(Allotment).done_at == NOON


@pytest.mark.parametrize(
    ("kind", "minor", "number", "refusal"),
    [
        ("return", 1_201, "", NotSoMuch),
        ("return", 0, "", NotSoMuch),
        ("return", -5, "", NotSoMuch),
        ("bill", 1_200, "NL-2026-999999", NoSuchBill),
        ("bill", 1_200, "", NoSuchBill),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_moves(finance, kind, minor, number, refusal):
    entry = an_entry(by=finance)

    with pytest.raises(refusal):
        decided(entry, kind, minor, number=number, by=finance)

    again(entry)
    assert (entry.left, len(rows(Allotment))) == (entry.amount, 0)


def test_a_bill_takes_no_more_than_it_asks_for(finance):
    bill = an_invoice(prices=(500,))
    entry = an_entry(by=finance)

    with pytest.raises(NotSoMuch):
        decided(entry, "bill", 1_200, number=bill.number, by=finance)
    drain()

    assert not Payment.objects.exists()


def test_without_a_reason_nothing_is_decided(finance):
    entry = an_entry(by=finance)

    with pytest.raises(NoReason):
        decided(entry, "return", 1_200, by=finance, reason=" ")

    assert not rows(Allotment)


def test_the_same_key_decides_once(finance):
    entry = an_entry(by=finance)

    first = decided(entry, "return", 500, by=finance, key="k")
    again = decided(entry, "return", 500, by=finance, key="k")
    with pytest.raises(KeyReused):
        decided(entry, "return", 700, by=finance, key="k")

    assert first.pk == again.pk
    assert len(rows(BankReturn)) == 1


def test_above_the_limit_two_people_decide(finance):
    bill = an_invoice(prices=(5_000_000,))
    entry = an_entry(by=finance, amount="50000.00")

    asked = decided(entry, "bill", 5_000_000, number=bill.number, by=finance)

    assert isinstance(asked, Proposal)
    drain()
    assert not Payment.objects.exists()
    with pytest.raises(SamePerson):
        decide_allotment(proposal_id=asked.pk, is_agreed=True, by=finance, at=NOON)
    decide_allotment(proposal_id=asked.pk, is_agreed=True, by=uuid4(), at=NOON)
    decide_allotment(proposal_id=asked.pk, is_agreed=True, by=uuid4(), at=NOON)
    drain()
    bill.refresh_from_db()
    assert bill.is_paid


def test_who_asked_takes_it_back_while_nothing_has_moved(finance):
    entry = an_entry(by=finance, amount="50000.00")
    asked = decided(entry, "return", 5_000_000, by=finance)

    decide_allotment(proposal_id=asked.pk, is_agreed=False, by=finance, at=NOON)

    again(asked)
    assert asked.outcome == "withdrawn"
    assert not rows(BankReturn)


def test_sending_back_is_undone_until_it_was_sent(finance):
    entry = an_entry(by=finance)
    decided(entry, "return", 1_200, by=finance)
    back = only(BankReturn)

    undo_return(return_id=back.pk, by=finance, at=NOON)
    undo_return(return_id=back.pk, by=finance, at=NOON)

    again(entry)
    assert entry.left == entry.amount
    with pytest.raises(NotToBeSent):
        note_return_sent(return_id=back.pk, by=finance, at=NOON)
    decided(entry, "return", 1_200, by=finance)
    second = only(BankReturn, undone_at=None)
    note_return_sent(return_id=second.pk, by=finance, at=NOON)
    with pytest.raises(AlreadySent):
        undo_return(return_id=second.pk, by=finance, at=NOON)
    assert bank() == 0


def test_a_refund_of_what_came_by_transfer_is_sent_at_the_bank(finance):
    bill = an_invoice()
    taken_in(paying(bill), by=finance)
    drain()
    refund = refund_invoice(
        invoice_id=bill.pk,
        amount=euros(500),
        reason="Too slow",
        key="r",
        requested_by=None,
        at=NOON,
    )
    drain()

    back = only(BankReturn)
    assert (back.refund_id, back.amount) == (refund.pk, euros(500))
    assert back.iban == only(BankEntry).payer_iban
    refund.refresh_from_db()
    assert not refund.is_over
    assert bank() == 1_200

    note_return_sent(return_id=back.pk, by=finance, at=NOON)
    drain()

    refund.refresh_from_db()
    assert (refund.state, refund.credit_note.total) == (Refund.DONE, euros(500))
    assert bank() == 700
