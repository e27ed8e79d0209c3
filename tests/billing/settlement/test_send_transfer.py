"""Every way a payment can break on the way, against a processor that really breaks."""

from datetime import timedelta

import pytest

from billing.gateway import gateway
from billing.ledger.queries import balance, faults_of_books
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Accrual, Statement, Transfer
from billing.settlement.purposes import transfer_purpose
from billing.settlement.usecases.close_run import close_run
from billing.settlement.usecases.retry_transfer import NothingToRetry, retry_transfer
from billing.settlement.usecases.send_transfer import send_transfer
from billing.settlement.usecases.settle_due import settle_due
from kith.wall import in_public
from tests.factories.invoicing import paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, MAYA, a_payee, a_released_run

TRANSFERS = "POST /v1/transfers"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def transfer(acme, open_account):
    """19.80 for acme in a released run."""
    a_payee(party_ref=acme.uuid, account=open_account())
    paid_invoices(20)
    with in_public():
        yield a_released_run().transfers.get()
        assert faults_of_books() == []
        assert faults_of_settlement() == []


def transfers_of(transfer):
    return gateway().find_transfers(group=str(transfer.run_id))


def assert_paid_once(transfer):
    transfer.refresh_from_db()
    sent = transfers_of(transfer)
    assert [transfer.id for transfer in sent] == [transfer.transfer_reference]
    assert [transfer.amount for transfer in sent] == [transfer.amount]
    assert transfer.state == Transfer.PAID
    assert Statement.objects.get(transfer=transfer).total == transfer.amount
    assert not Accrual.objects.filter(transfer=transfer).exclude(state=Accrual.PAID).exists()
    assert balance(code="in_transit:payouts", currency="EUR") == euros(0)


def test_it_arrives_once_and_leaves_a_statement(transfer):
    send_transfer(transfer_id=transfer.pk, at=LATER)
    send_transfer(transfer_id=transfer.pk, at=LATER)

    assert_paid_once(transfer)
    assert Statement.objects.get().lines.count() == 20


def test_an_answer_lost_after_the_money_moved_is_found(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)

    assert send_transfer(transfer_id=transfer.pk, at=LATER).state == Transfer.UNKNOWN
    assert balance(code="in_transit:payouts", currency="EUR") == -transfer.amount

    send_transfer(transfer_id=transfer.pk, at=LATER + 6 * MINUTE)
    assert_paid_once(transfer)


def test_an_error_after_the_money_moved_that_repeats_itself_is_seen_through(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_after", count=1)

    send_transfer(transfer_id=transfer.pk, at=LATER)
    send_transfer(transfer_id=transfer.pk, at=LATER + 6 * MINUTE)

    assert_paid_once(transfer)


def test_an_error_before_anything_moved_sends_the_same_request_again(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    assert send_transfer(transfer_id=transfer.pk, at=LATER).state == Transfer.UNKNOWN
    key = transfer.idem_key

    send_transfer(transfer_id=transfer.pk, at=LATER + 6 * MINUTE)

    assert_paid_once(transfer)
    assert transfer.idem_key == key


def test_it_waits_before_it_asks_again(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_transfer(transfer_id=transfer.pk, at=LATER)

    assert send_transfer(transfer_id=transfer.pk, at=LATER + MINUTE).state == Transfer.UNKNOWN
    assert transfers_of(transfer) == []


def test_after_a_day_the_list_is_read_before_anything_is_sent(transfer, fake_stripe):
    """The processor forgot the key: the same request would pay a second time."""
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)
    send_transfer(transfer_id=transfer.pk, at=LATER)
    fake_stripe.control.prune_keys()

    send_transfer(transfer_id=transfer.pk, at=LATER + DAY + MINUTE)

    assert_paid_once(transfer)


def test_after_a_day_two_empty_readings_are_needed_before_it_is_sent_again(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_transfer(transfer_id=transfer.pk, at=LATER)
    fake_stripe.control.prune_keys()
    late = LATER + DAY + MINUTE

    assert send_transfer(transfer_id=transfer.pk, at=late).state == Transfer.UNKNOWN
    assert send_transfer(transfer_id=transfer.pk, at=late + MINUTE).state == Transfer.UNKNOWN
    assert transfers_of(transfer) == []

    send_transfer(transfer_id=transfer.pk, at=late + 11 * MINUTE)
    assert_paid_once(transfer)


def test_a_certain_refusal_ends_it_and_the_shares_are_payable_again(transfer, fake_stripe):
    fake_stripe.control.set_payouts(transfer.stripe_account, is_enabled=False)
    dead = send_transfer(transfer_id=transfer.pk, at=LATER)

    assert dead.state == Transfer.FAILED
    assert transfers_of(transfer) == []
    assert balance(code="in_transit:payouts", currency="EUR") == euros(0)
    assert balance(code="payable:payees", currency="EUR") == -transfer.amount

    fake_stripe.control.set_payouts(transfer.stripe_account, is_enabled=True)
    fresh = retry_transfer(transfer_id=transfer.pk, by=MAYA, at=LATER)
    assert (fresh.pk != transfer.pk, fresh.idem_key != transfer.idem_key) == (True, True)
    send_transfer(transfer_id=fresh.pk, at=LATER)
    assert_paid_once(fresh)
    with pytest.raises(NothingToRetry):
        retry_transfer(transfer_id=transfer.pk, by=MAYA, at=LATER)


def test_a_busy_processor_is_asked_later_with_the_same_key(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "429", count=1)
    key = transfer.idem_key

    assert send_transfer(transfer_id=transfer.pk, at=LATER).state == Transfer.FROZEN
    assert send_transfer(transfer_id=transfer.pk, at=LATER).state == Transfer.FROZEN
    send_transfer(transfer_id=transfer.pk, at=LATER + MINUTE)

    assert_paid_once(transfer)
    assert transfer.idem_key == key


def test_without_the_money_it_waits_for_a_top_up(transfer, fake_stripe):
    fake_stripe.control.set_balance(available=100)

    waiting = send_transfer(transfer_id=transfer.pk, at=LATER)
    assert (waiting.state, waiting.note) == (Transfer.FROZEN, "The platform's balance is too low.")
    assert transfers_of(transfer) == []

    fake_stripe.control.set_balance(available=100_000)
    settle_due(at=LATER + 61 * MINUTE)
    assert_paid_once(transfer)


def test_a_refusal_for_lack_of_money_gets_a_new_key(transfer, fake_stripe, monkeypatch):
    """The processor remembers its refusal: the old key would be refused after a top-up too."""
    fake_stripe.control.set_balance(available=100)
    key = transfer.idem_key
    bank = gateway()
    monkeypatch.setattr(type(bank), "balance", lambda self, currency: euros(100_000))

    waiting = send_transfer(transfer_id=transfer.pk, at=LATER)
    assert (waiting.state, waiting.idem_key != key) == (Transfer.FROZEN, True)

    fake_stripe.control.set_balance(available=100_000)
    send_transfer(transfer_id=transfer.pk, at=LATER + 61 * MINUTE)
    assert_paid_once(transfer)


def test_a_payee_who_cannot_be_paid_is_held_and_others_are_not(transfer):
    payee = transfer.payee
    payee.payouts_enabled_at = None
    payee.save(update_fields=["payouts_enabled_at"])

    held = send_transfer(transfer_id=transfer.pk, at=LATER)
    assert (held.is_held, held.why) == (True, "The payee's account takes no payouts now.")
    assert transfers_of(transfer) == []

    payee.payouts_enabled_at = LATER
    payee.save(update_fields=["payouts_enabled_at"])
    settle_due(at=LATER + MINUTE)
    assert_paid_once(transfer)


def test_one_that_was_sent_twice_stops_the_payee(transfer, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)
    send_transfer(transfer_id=transfer.pk, at=LATER)
    gateway().transfer(
        key="somebody by hand",
        amount=transfer.amount,
        account_id=transfer.stripe_account,
        group=str(transfer.run_id),
        metadata={"transfer": str(transfer.pk)},
    )

    stopped = send_transfer(transfer_id=transfer.pk, at=LATER + 6 * MINUTE)

    assert stopped.state == Transfer.UNKNOWN
    stopped.payee.refresh_from_db()
    assert stopped.payee.blocked_at is not None


def test_a_run_closes_when_both_sides_agree(transfer):
    send_transfer(transfer_id=transfer.pk, at=LATER)

    run = close_run(run_id=transfer.run_id, by=MAYA, at=LATER)
    again = close_run(run_id=transfer.run_id, by=MAYA, at=LATER + DAY)

    assert (run.closed_at, again.closed_at) == (LATER, LATER)


def test_one_command_carries_a_run_to_its_end(transfer):
    done = settle_due(at=LATER)

    assert (done.transfers, done.closed, done.off) == ({"done": 1}, [transfer.run.number], [])
    assert_paid_once(transfer)


def test_a_payee_who_was_stopped_meanwhile_is_not_sent_to_a_second_time(transfer, fake_stripe):
    """In doubt, and surely not there: whether it may be sent is asked again all the same."""
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_transfer(transfer_id=transfer.pk, at=LATER)
    payee = transfer.payee
    payee.blocked_at, payee.block_reason = LATER, "The account belongs to somebody else."
    payee.save(update_fields=["blocked_at", "block_reason"])

    stopped = send_transfer(transfer_id=transfer.pk, at=LATER + 6 * MINUTE)
    assert (stopped.state, stopped.note) == (Transfer.UNKNOWN, payee.block_reason)
    assert transfers_of(transfer) == []

    payee.blocked_at, payee.block_reason = None, ""
    payee.save(update_fields=["blocked_at", "block_reason"])
    send_transfer(transfer_id=transfer.pk, at=LATER + 12 * MINUTE)
    assert_paid_once(transfer)


def test_what_is_sent_is_named_by_what_it_is_for(transfer):
    """A house restored to before the run would choose the same key and the same notes."""
    send_transfer(transfer_id=transfer.pk, at=LATER)

    purpose = transfer_purpose(
        payee=transfer.payee,
        shop_id=transfer.tenant_id,
        currency="EUR",
        cut_off_at=transfer.run.cut_off_at,
        shares=Accrual.objects.filter(transfer=transfer),
    )
    [sent] = transfers_of(transfer)
    assert (transfer.purpose, transfer.idem_key) == (purpose, f"{purpose}:1")
    assert sent.metadata["purpose"] == purpose
