"""Claw-backs after a payout: taken back from the transfer, or written off by enough people."""

from datetime import timedelta
from uuid import uuid4

import pytest

from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.usecases.record_payout import record_payout
from billing.invoicing.usecases.record_waiver import record_waiver
from billing.ledger.queries import balance
from billing.settlement.events import DebtWaived, PayoutArrived
from billing.settlement.models import (
    Accrual,
    Payee,
    Reversal,
    SettlementTerms,
    Statement,
    Transfer,
    WriteOff,
)
from billing.settlement.usecases.approve_write_off import (
    Dropped,
    approve_write_off,
)
from billing.settlement.usecases.open_run import NothingDue
from billing.settlement.usecases.recover_due import DAYS_TO_SET_OFF, recover_due
from billing.settlement.usecases.reverse_transfers import NothingToReverse, reverse_transfers
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.send_transfer import send_transfer
from billing.settlement.usecases.settle_due import settle_due
from billing.settlement.usecases.write_off import NothingToWriteOff, write_off
from billing.settlement.writing_off import RecoveredMeanwhile
from kith.audit.models import AuditEntry
from kith.errors import KeyReused
from kith.four_eyes import SamePerson
from kith.outbox.reactions import reacting
from kith.reasons import NoReason
from kith.wall import in_public, in_tenant
from tests.factories.invoicing import a_refund, paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, MAYA, OMAR, a_frozen_run, a_payee, a_released_run

REVERSALS = "POST /v1/transfers/*/reversals"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LATE = LATER + (DAYS_TO_SET_OFF + 1) * DAY


@pytest.fixture
def sold(acme, open_account):
    """19.80 paid out to acme for twenty bills."""
    a_payee(party_ref=acme.uuid, account=open_account())
    bills = paid_invoices(20)
    with in_public():
        send_transfer(transfer_id=a_released_run().transfers.get().pk, at=LATER)
    yield bills
    assert faults_of_the_house().faults == []


@pytest.fixture
def payee(sold):
    """Acme, two of whose bills were given back after the payout: it owes 1.98."""
    for bill in sold[:2]:
        a_refund(bill, at=LATER)
    with in_public():
        return Payee.objects.get()


def take_back(payee, *, key="k", chosen=None, at=LATER):
    with in_public():
        return reverse_transfers(payee_id=payee.pk, key=key, by=MAYA, at=at, clawback_ids=chosen)


def send(reversal, at=LATER):
    with in_public():
        return send_reversal(reversal_id=reversal.pk, at=at)


def give_up(payee, *, key="w", reason="The shop is closed", by=MAYA, chosen=None):
    said = {"reason": reason, "key": key, "by": by, "currency": "EUR", "clawback_ids": chosen}
    with in_public():
        return write_off(payee_id=payee.pk, at=LATER, **said)


def approve(asked, by):
    with in_public():
        return approve_write_off(write_off_id=asked.pk, by=by, at=LATER)


def in_books(code):
    with in_public():
        return balance(code=code, currency="EUR")


def states():
    with in_public():
        rows = Accrual.objects.filter(kind="clawback").order_by("accrued_at", "pk")
        return [row.state for row in rows]


def returned():
    with in_public():
        transfer = gateway().retrieve_transfer(Transfer.objects.get().transfer_reference)
    return transfer.reversed


def a_limit(minor):
    with in_public():
        SettlementTerms.objects.create(
            currency="EUR", starts_at=LATER - DAY, four_eyes_above_minor=minor
        )


def test_a_part_of_the_transfer_comes_back_once_and_a_statement_says_so(payee, sold):
    (reversal,) = take_back(payee)
    assert take_back(payee) == [reversal]
    assert in_books("payable:payees") == euros(0)
    assert in_books("in_transit:reversals") == euros(198)

    for _ in range(2):
        assert send(reversal).state == Reversal.DONE

    assert returned() == euros(198)
    assert states() == ["returned", "returned"]
    assert in_books("in_transit:reversals") == euros(0)
    with in_public():
        statement = Statement.objects.get(reversal=reversal)
        lines = {line.invoice_line_id for line in statement.lines.all()}
    assert (statement.number, statement.total) == ("B-2026-0001", euros(-198))
    assert lines == {bill.lines.get().pk for bill in sold[:2]}


def test_the_sellers_own_books_hear_that_money_left(payee, drain_outbox):
    send(take_back(payee)[0])
    with reacting({PayoutArrived: [record_payout]}):
        drain_outbox()
    with in_tenant(payee.party_ref):
        # What the run paid, less what came back of it.
        assert balance(code="cash:payouts", currency="EUR") == euros(1_980) - euros(198)


def test_one_claw_back_is_taken_back_and_the_other_left_to_the_run(payee):
    with in_public():
        chosen = [Accrual.objects.filter(kind="clawback").order_by("pk")[0].pk]

    (reversal,) = take_back(payee, chosen=chosen)
    send(reversal)

    assert returned() == euros(99)
    assert sorted(states()) == ["payable", "returned"]


def test_a_key_of_somebody_else_is_refused(payee):
    take_back(payee)
    other = a_payee(party_ref=uuid4(), party_kind="person")

    with pytest.raises(KeyReused):
        take_back(other)


def test_nothing_is_taken_back_of_what_was_not_paid(acme, fake_stripe):
    a_payee(party_ref=acme.uuid)
    bills = paid_invoices(2)
    a_refund(bills[0], minor=600)
    with in_public():
        payee = Payee.objects.get()

    with pytest.raises(NothingToReverse):
        take_back(payee)
    with pytest.raises(NothingToWriteOff):
        give_up(payee)
    with in_public():
        assert not Reversal.objects.exists()


def test_a_run_does_not_set_off_what_is_on_its_way_back(payee):
    take_back(payee)
    paid_invoices(20, at=LATER)

    run = a_frozen_run(at=LATER + 90 * DAY, key="second")

    assert run.total == euros(1_980)


def test_an_answer_lost_after_the_money_came_back_is_found(payee, fake_stripe):
    (reversal,) = take_back(payee)
    fake_stripe.control.fail(REVERSALS, "drop_after", count=3)

    assert send(reversal).state == Reversal.UNKNOWN
    assert send(reversal, LATER + MINUTE).state == Reversal.UNKNOWN
    fake_stripe.control.prune_keys()
    assert send(reversal, LATER + 6 * MINUTE).state == Reversal.DONE

    assert returned() == euros(198)


def test_an_error_before_anything_moved_sends_the_same_request_again(payee, fake_stripe):
    (reversal,) = take_back(payee)
    fake_stripe.control.fail(REVERSALS, "500_before", count=3)
    send(reversal)

    assert send(reversal, LATER + 6 * MINUTE).state == Reversal.DONE
    assert returned() == euros(198)


def test_after_a_day_two_empty_readings_are_needed_before_it_is_sent_again(payee, fake_stripe):
    (reversal,) = take_back(payee)
    fake_stripe.control.fail(REVERSALS, "500_before", count=3)
    send(reversal)
    fake_stripe.control.prune_keys()
    late = LATER + DAY + MINUTE

    assert send(reversal, late).state == Reversal.UNKNOWN
    assert returned() == euros(0)
    assert send(reversal, late + 11 * MINUTE).state == Reversal.DONE
    assert returned() == euros(198)


def test_a_worker_that_died_while_sending_leaves_a_reversal_that_is_looked_for(payee):
    (reversal,) = take_back(payee)
    with in_public():
        gateway().reverse_transfer(
            key=reversal.idem_key,
            transfer_id=reversal.transfer.transfer_reference,
            amount=reversal.amount,
            metadata={"reversal": str(reversal.pk)},
        )
        Reversal.objects.update(state=Reversal.SENDING, first_sent_at=LATER, attempts=1)

    assert send(reversal, LATER + 25 * 60 * MINUTE).state == Reversal.DONE
    assert returned() == euros(198)


def test_a_busy_processor_is_asked_later(payee, fake_stripe):
    (reversal,) = take_back(payee)
    fake_stripe.control.fail(REVERSALS, "429", count=1)

    assert send(reversal).state == Reversal.FROZEN
    assert send(reversal, LATER + MINUTE).state == Reversal.DONE


def test_an_empty_account_refuses_and_the_claw_backs_are_open_again(payee, fake_stripe):
    (reversal,) = take_back(payee)
    with in_public():
        account = payee.stripe_account
    fake_stripe.control.set_balance(available=10, account=account)

    refused = send(reversal)

    assert (refused.state, returned()) == (Reversal.FAILED, euros(0))
    assert states() == ["payable", "payable"]
    assert in_books("payable:payees") == euros(198)
    assert not Statement.objects.filter(reversal=reversal).exists()
    assert take_back(payee, key="again")[0].pk != reversal.pk


def test_no_more_is_asked_back_than_the_transfer_holds(payee):
    with in_public():
        Reversal.objects.create(
            key="earlier",
            payee=payee,
            transfer=Transfer.objects.get(),
            amount_minor=1_980 - 100,
            currency="EUR",
            asked_at=LATER,
        )

    (reversal,) = take_back(payee)

    assert reversal.amount == euros(99)
    assert sorted(states()) == ["payable", "returning"]
    with in_public():
        Reversal.objects.filter(key="earlier").delete()


def test_what_waited_too_long_goes_back_by_itself_once(payee, fake_stripe):
    with in_public():
        assert recover_due(at=LATER + DAY) == 0
        done = settle_due(at=LATE)
        assert recover_due(at=LATE) == 0

    assert done.reversals == {"done": 1}
    assert returned() == euros(198)


def test_what_a_share_still_held_can_set_off_stays(payee):
    paid_invoices(3, at=LATE)

    with in_public():
        assert recover_due(at=LATE) == 0


def test_after_a_refusal_it_is_not_asked_every_few_minutes(payee, fake_stripe):
    with in_public():
        account = payee.stripe_account
    fake_stripe.control.set_balance(available=0, account=account)
    with in_public():
        assert settle_due(at=LATE).reversals == {"failed": 1}
        assert settle_due(at=LATE + DAY).reversals == {}
    fake_stripe.control.set_balance(available=500, account=account)
    with in_public():
        assert settle_due(at=LATE + 8 * DAY).reversals == {"done": 1}


def test_a_small_sum_is_written_off_by_one_person_with_a_reason(payee, sold):
    with pytest.raises(NoReason):
        give_up(payee, reason=" ")

    asked = give_up(payee)
    assert give_up(payee) == asked

    assert states() == ["waived", "waived"]
    assert (in_books("expense:write_offs"), in_books("payable:payees")) == (euros(198), euros(0))
    with in_public():
        statement = Statement.objects.get(write_off=asked)
        assert statement.lines.count() == 2
        entry = AuditEntry.objects.get(action="write_off.asked")
    assert (statement.total, entry.detail["reason"]) == (euros(-198), "The shop is closed")
    with pytest.raises(NothingToWriteOff):
        give_up(payee, key="again")


def test_the_sellers_own_books_hear_that_it_owes_no_more(payee, drain_outbox):
    give_up(payee)
    with in_tenant(payee.party_ref):
        before = balance(code="receivable:platform", currency="EUR")
    with reacting({DebtWaived: [record_waiver]}):
        drain_outbox()
    with in_tenant(payee.party_ref):
        assert balance(code="receivable:platform", currency="EUR") == before + euros(198)
        assert balance(code="income:waived", currency="EUR") == euros(-198)


def test_above_the_limit_a_second_person_has_to_agree(payee):
    a_limit(100)

    asked = give_up(payee)
    assert (asked.done_at, states()) == (None, ["payable", "payable"])
    with pytest.raises(SamePerson):
        approve(asked, MAYA)
    assert in_books("expense:write_offs") == euros(0)

    for _ in range(2):
        assert approve(asked, OMAR).done_at == LATER
    assert in_books("expense:write_offs") == euros(198)


def test_many_small_write_offs_meet_the_same_limit(payee):
    a_limit(100)
    with in_public():
        first, second = Accrual.objects.filter(kind="clawback").order_by("pk")

    assert give_up(payee, chosen=[first.pk]).done_at
    assert give_up(payee, chosen=[second.pk], key="next").approvals_needed == 2


def test_a_new_request_takes_the_place_of_one_that_waits(payee):
    a_limit(100)
    old = give_up(payee)

    new = give_up(payee, key="new", reason="It moved away")

    with pytest.raises(Dropped):
        approve(old, OMAR)
    assert approve(new, OMAR).done_at
    with in_public():
        assert WriteOff.objects.filter(done_at__isnull=False).count() == 1


def test_what_was_recovered_meanwhile_is_not_given_up(payee):
    a_limit(100)
    asked = give_up(payee)
    send(take_back(payee)[0])

    with pytest.raises(RecoveredMeanwhile):
        approve(asked, OMAR)

    assert in_books("expense:write_offs") == euros(0)


def test_what_a_dropped_request_named_goes_back_by_itself_all_the_same(payee, fake_stripe):
    a_limit(100)
    with in_public():
        first = Accrual.objects.filter(kind="clawback").order_by("accrued_at", "pk")[0]
    give_up(payee)
    give_up(payee, chosen=[first.pk], key="less")
    with in_public():
        assert recover_due(at=LATE) == 1
        assert Accrual.objects.get(reversal__isnull=False) != first


def test_a_payee_in_the_red_is_paid_nothing(payee):
    with pytest.raises(NothingDue):
        a_frozen_run(at=LATER + 90 * DAY, key="second")
