"""Every way a payment can break on the way, against a processor that really breaks."""

from datetime import timedelta

import pytest

from billing.gateway import gateway
from billing.ledger.queries import balance, faults_of_books
from billing.settlement.checks import faults_of_settlement
from billing.settlement.models import Accrual, Intent, Statement
from billing.settlement.purposes import transfer_purpose
from billing.settlement.usecases.close_run import close_run
from billing.settlement.usecases.retry_intent import NothingToRetry, retry_intent
from billing.settlement.usecases.send_intent import send_intent
from billing.settlement.usecases.settle_due import settle_due
from kith.wall import in_public
from tests.factories.invoicing import paid_invoices
from tests.factories.ledger import euros
from tests.factories.settlement import LATER, MAYA, a_payee, a_released_run

TRANSFERS = "POST /v1/transfers"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def intent(acme, open_account):
    """19.80 for acme in a released run."""
    a_payee(party_ref=acme.uuid, account=open_account())
    paid_invoices(20)
    with in_public():
        yield a_released_run().intents.get()
        assert faults_of_books() == []
        assert faults_of_settlement() == []


def transfers_of(intent):
    return gateway().find_transfers(group=str(intent.run_id))


def assert_paid_once(intent):
    intent.refresh_from_db()
    sent = transfers_of(intent)
    assert [transfer.id for transfer in sent] == [intent.transfer_id]
    assert [transfer.amount for transfer in sent] == [intent.amount]
    assert intent.state == Intent.PAID
    assert Statement.objects.get(intent=intent).total == intent.amount
    assert not Accrual.objects.filter(intent=intent).exclude(state=Accrual.PAID).exists()
    assert balance(code="in_transit:payouts", currency="EUR") == euros(0)


def test_it_arrives_once_and_leaves_a_statement(intent):
    send_intent(intent_id=intent.pk, at=LATER)
    send_intent(intent_id=intent.pk, at=LATER)

    assert_paid_once(intent)
    assert Statement.objects.get().lines.count() == 20


def test_an_answer_lost_after_the_money_moved_is_found(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)

    assert send_intent(intent_id=intent.pk, at=LATER).state == Intent.UNKNOWN
    assert balance(code="in_transit:payouts", currency="EUR") == -intent.amount

    send_intent(intent_id=intent.pk, at=LATER + 6 * MINUTE)
    assert_paid_once(intent)


def test_an_error_after_the_money_moved_that_repeats_itself_is_seen_through(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_after", count=1)

    send_intent(intent_id=intent.pk, at=LATER)
    send_intent(intent_id=intent.pk, at=LATER + 6 * MINUTE)

    assert_paid_once(intent)


def test_an_error_before_anything_moved_sends_the_same_request_again(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    assert send_intent(intent_id=intent.pk, at=LATER).state == Intent.UNKNOWN
    key = intent.idem_key

    send_intent(intent_id=intent.pk, at=LATER + 6 * MINUTE)

    assert_paid_once(intent)
    assert intent.idem_key == key


def test_it_waits_before_it_asks_again(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_intent(intent_id=intent.pk, at=LATER)

    assert send_intent(intent_id=intent.pk, at=LATER + MINUTE).state == Intent.UNKNOWN
    assert transfers_of(intent) == []


def test_after_a_day_the_list_is_read_before_anything_is_sent(intent, fake_stripe):
    """The processor forgot the key: the same request would pay a second time."""
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)
    send_intent(intent_id=intent.pk, at=LATER)
    fake_stripe.control.prune_keys()

    send_intent(intent_id=intent.pk, at=LATER + DAY + MINUTE)

    assert_paid_once(intent)


def test_after_a_day_two_empty_readings_are_needed_before_it_is_sent_again(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_intent(intent_id=intent.pk, at=LATER)
    fake_stripe.control.prune_keys()
    late = LATER + DAY + MINUTE

    assert send_intent(intent_id=intent.pk, at=late).state == Intent.UNKNOWN
    assert send_intent(intent_id=intent.pk, at=late + MINUTE).state == Intent.UNKNOWN
    assert transfers_of(intent) == []

    send_intent(intent_id=intent.pk, at=late + 11 * MINUTE)
    assert_paid_once(intent)


def test_a_certain_refusal_ends_it_and_the_shares_are_payable_again(intent, fake_stripe):
    fake_stripe.control.set_payouts(intent.stripe_account, is_enabled=False)
    dead = send_intent(intent_id=intent.pk, at=LATER)

    assert dead.state == Intent.FAILED
    assert transfers_of(intent) == []
    assert balance(code="in_transit:payouts", currency="EUR") == euros(0)
    assert balance(code="payable:payees", currency="EUR") == -intent.amount

    fake_stripe.control.set_payouts(intent.stripe_account, is_enabled=True)
    fresh = retry_intent(intent_id=intent.pk, by=MAYA, at=LATER)
    assert (fresh.pk != intent.pk, fresh.idem_key != intent.idem_key) == (True, True)
    send_intent(intent_id=fresh.pk, at=LATER)
    assert_paid_once(fresh)
    with pytest.raises(NothingToRetry):
        retry_intent(intent_id=intent.pk, by=MAYA, at=LATER)


def test_a_busy_processor_is_asked_later_with_the_same_key(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "429", count=1)
    key = intent.idem_key

    assert send_intent(intent_id=intent.pk, at=LATER).state == Intent.FROZEN
    assert send_intent(intent_id=intent.pk, at=LATER).state == Intent.FROZEN
    send_intent(intent_id=intent.pk, at=LATER + MINUTE)

    assert_paid_once(intent)
    assert intent.idem_key == key


def test_without_the_money_it_waits_for_a_top_up(intent, fake_stripe):
    fake_stripe.control.set_balance(available=100)

    waiting = send_intent(intent_id=intent.pk, at=LATER)
    assert (waiting.state, waiting.note) == (Intent.FROZEN, "The platform's balance is too low.")
    assert transfers_of(intent) == []

    fake_stripe.control.set_balance(available=100_000)
    settle_due(at=LATER + 61 * MINUTE)
    assert_paid_once(intent)


def test_a_refusal_for_lack_of_money_gets_a_new_key(intent, fake_stripe, monkeypatch):
    """The processor remembers its refusal: the old key would be refused after a top-up too."""
    fake_stripe.control.set_balance(available=100)
    key = intent.idem_key
    bank = gateway()
    monkeypatch.setattr(type(bank), "balance", lambda self, currency: euros(100_000))

    waiting = send_intent(intent_id=intent.pk, at=LATER)
    assert (waiting.state, waiting.idem_key != key) == (Intent.FROZEN, True)

    fake_stripe.control.set_balance(available=100_000)
    send_intent(intent_id=intent.pk, at=LATER + 61 * MINUTE)
    assert_paid_once(intent)


def test_a_payee_who_cannot_be_paid_is_held_and_others_are_not(intent):
    payee = intent.payee
    payee.payouts_enabled_at = None
    payee.save(update_fields=["payouts_enabled_at"])

    held = send_intent(intent_id=intent.pk, at=LATER)
    assert (held.is_held, held.why) == (True, "The payee's account takes no payouts now.")
    assert transfers_of(intent) == []

    payee.payouts_enabled_at = LATER
    payee.save(update_fields=["payouts_enabled_at"])
    settle_due(at=LATER + MINUTE)
    assert_paid_once(intent)


def test_two_transfers_for_one_intent_stop_the_payee(intent, fake_stripe):
    fake_stripe.control.fail(TRANSFERS, "drop_after", count=3)
    send_intent(intent_id=intent.pk, at=LATER)
    gateway().transfer(
        key="somebody by hand",
        amount=intent.amount,
        account_id=intent.stripe_account,
        group=str(intent.run_id),
        metadata={"intent": str(intent.pk)},
    )

    stopped = send_intent(intent_id=intent.pk, at=LATER + 6 * MINUTE)

    assert stopped.state == Intent.UNKNOWN
    stopped.payee.refresh_from_db()
    assert stopped.payee.blocked_at is not None


def test_a_run_closes_when_both_sides_agree(intent):
    send_intent(intent_id=intent.pk, at=LATER)

    run = close_run(run_id=intent.run_id, by=MAYA, at=LATER)
    again = close_run(run_id=intent.run_id, by=MAYA, at=LATER + DAY)

    assert (run.closed_at, again.closed_at) == (LATER, LATER)


def test_one_command_carries_a_run_to_its_end(intent):
    done = settle_due(at=LATER)

    assert (done.intents, done.closed, done.off) == ({"done": 1}, [intent.run.number], [])
    assert_paid_once(intent)


def test_a_payee_who_was_stopped_meanwhile_is_not_sent_to_a_second_time(intent, fake_stripe):
    """In doubt, and surely not there: whether it may be sent is asked again all the same."""
    fake_stripe.control.fail(TRANSFERS, "500_before", count=3)
    send_intent(intent_id=intent.pk, at=LATER)
    payee = intent.payee
    payee.blocked_at, payee.block_reason = LATER, "The account belongs to somebody else."
    payee.save(update_fields=["blocked_at", "block_reason"])

    stopped = send_intent(intent_id=intent.pk, at=LATER + 6 * MINUTE)
    assert (stopped.state, stopped.note) == (Intent.UNKNOWN, payee.block_reason)
    assert transfers_of(intent) == []

    payee.blocked_at, payee.block_reason = None, ""
    payee.save(update_fields=["blocked_at", "block_reason"])
    send_intent(intent_id=intent.pk, at=LATER + 12 * MINUTE)
    assert_paid_once(intent)


def test_what_is_sent_is_named_by_what_it_is_for(intent):
    """A house restored to before the run would choose the same key and the same notes."""
    send_intent(intent_id=intent.pk, at=LATER)

    purpose = transfer_purpose(
        payee=intent.payee,
        shop_id=intent.tenant_id,
        currency="EUR",
        cut_off_at=intent.run.cut_off_at,
        shares=Accrual.objects.filter(intent=intent),
    )
    [sent] = transfers_of(intent)
    assert (intent.purpose, intent.idem_key) == (purpose, f"{purpose}:1")
    assert sent.metadata["purpose"] == purpose
