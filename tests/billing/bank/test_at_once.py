"""Eight at once at the bank, for real: committed, and taken away again."""

from collections.abc import Iterator
from uuid import uuid4

import pytest

from billing.bank.models import Allotment, BankEntry, BankFile, BankReturn
from billing.bank.usecases.allot_entry import allot_entry
from billing.bank.usecases.name_bill import NotSoMuch, Wish
from billing.bank.usecases.note_return_sent import note_return_sent
from billing.bank.usecases.take_in_bank_file import NothingNew
from billing.bank.usecases.undo_return import undo_return
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Payment
from billing.invoicing.usecases.record_bank_money import record_bank_money
from billing.ledger.queries import balance
from kith.errors import DomainError
from kith.money import Money
from kith.wall import TenantRef, in_public, in_tenant
from tests.at_once import AT_ONCE, taken_away, together
from tests.clock import NOON
from tests.factories.bank import Came, an_account, an_entry, only, paying, rows, taken_in
from tests.factories.invoicing import an_invoice

pytestmark = pytest.mark.fault
BY = uuid4()


@pytest.fixture
def shop(house) -> Iterator[TenantRef]:
    acme = house["acme"]
    apps = "bank|ledger|entities|invoicing|proposals|series|audit|outbox"
    with taken_away("public", acme.schema_name, apps=apps):
        an_account()
        yield acme
        assert faults_of_the_house().faults == []


def give_back(entry: BankEntry) -> Allotment:
    return allot_entry(
        entry_id=entry.pk,
        wish=Wish(Allotment.RETURN, Money(entry.amount_minor, "EUR")),
        reason="She wrote to us",
        key=str(uuid4()),
        by=BY,
        at=NOON,
    )


def bank() -> int:
    with in_public():
        return balance(code="cash:bank", currency="EUR").minor


def test_eight_take_the_same_file_in_and_each_amount_counts_once(shop):
    came = [Came(reference=f"B{n}") for n in range(3)]

    answers = together(in_public, lambda n: taken_in(*came, by=BY), NothingNew)

    assert sum(isinstance(one, NothingNew) for one in answers) == AT_ONCE - 1
    assert (len(rows(BankFile)), len(rows(BankEntry)), bank()) == (1, 3, 3_600)


def test_eight_give_the_same_amount_away_and_one_does(shop):
    entry = an_entry(by=BY)

    answers = together(in_public, lambda n: give_back(entry), NotSoMuch)

    assert sum(isinstance(one, NotSoMuch) for one in answers) == AT_ONCE - 1
    assert only(BankEntry).left_minor == 0
    assert len(rows(BankReturn)) == 1


def test_eight_end_one_return_in_one_way(shop):
    give_back(an_entry(by=BY))
    back = only(BankReturn)

    def end(number: int) -> object:
        verb = note_return_sent if number % 2 else undo_return
        return verb(return_id=back.pk, by=BY, at=NOON)

    together(in_public, end, DomainError)

    ended = only(BankReturn)
    assert (ended.sent_at is None) != (ended.undone_at is None)
    assert bank() == (0 if ended.sent_at else 1_200)


def test_eight_letters_of_one_batch_pay_its_bill_once(shop):
    with in_tenant(shop):
        bill = an_invoice()
    taken_in(paying(bill), by=BY)
    batch = only(Allotment).batch

    together(lambda: in_tenant(shop), lambda n: record_bank_money(batch=batch, at=NOON))

    with in_tenant(shop):
        assert Payment.objects.count() == 1
