"""Money going back to the customer, whatever breaks on the way."""

from datetime import timedelta

import pytest

from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import CreditNote, Invoice, Refund
from billing.invoicing.refund_limits import NothingToRefund, RefundTooLarge
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_refund import send_refund
from billing.ledger.models import Journal
from kith.errors import KeyReused
from kith.money import Money
from kith.wall import in_public
from tests.clock import NOON
from tests.factories.invoicing import a_paid_invoice, a_refund, an_invoice

REFUNDS = "POST /v1/refunds"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _books_are_right(acme):
    yield
    assert faults_of_the_house().faults == []


def order(invoice, *, minor=None, key="k"):
    return refund_invoice(
        invoice_id=invoice.pk,
        amount=Money(minor, "EUR") if minor is not None else None,
        reason="changed my mind",
        key=key,
        requested_by=None,
        at=NOON,
    )


@pytest.fixture
def paid(fake_stripe):
    """An invoice paid by card at the processor."""
    charge = fake_stripe.control.charge(amount=1_200)
    return a_paid_invoice(reference=charge["payment_intent"])


def given_back(invoice):
    reference = invoice.payments.get().payment_reference
    return gateway().retrieve_payment(reference).refunded.minor


def test_a_refund_is_ordered_once_for_a_key():
    invoice = a_paid_invoice()

    assert order(invoice).pk == order(invoice).pk
    with pytest.raises(KeyReused):
        order(invoice, minor=1)
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("minor", [1_201, -1])
def test_more_than_was_paid_is_refused(minor):
    with pytest.raises(RefundTooLarge):
        order(a_paid_invoice(), minor=minor)

    assert not Refund.objects.exists()


def test_two_refunds_never_take_more_than_was_paid():
    invoice = a_paid_invoice()
    order(invoice, minor=700, key="first")

    with pytest.raises(RefundTooLarge):
        order(invoice, minor=501, key="second")


def test_nothing_is_refunded_of_what_was_not_paid():
    with pytest.raises(NothingToRefund):
        order(an_invoice())


def test_the_money_goes_back_and_a_credit_note_says_so(paid):
    refund = order(paid)

    send_refund(refund_id=refund.pk, at=NOON)
    send_refund(refund_id=refund.pk, at=NOON)

    assert given_back(paid) == 1_200
    note = CreditNote.objects.get()
    assert (note.number, note.total) == ("NL-C-2026-000001", Money(1_200, "EUR"))
    parts = {part.party: part.amount_minor for part in note.parts.all()}
    assert parts == {"tax": 208, "wholesale": 863, "platform": 30, "seller": 99}
    assert Invoice.objects.get().refunded == Money(1_200, "EUR")


def test_an_answer_lost_after_the_money_went_back_refunds_once(paid, fake_stripe):
    refund = order(paid, minor=500)
    fake_stripe.control.fail(REFUNDS, "drop_after", count=3)

    assert send_refund(refund_id=refund.pk, at=NOON).state == Refund.UNKNOWN
    assert not CreditNote.objects.exists()

    send_refund(refund_id=refund.pk, at=NOON + HOUR)
    assert given_back(paid) == 500
    assert CreditNote.objects.get().total == Money(500, "EUR")


def test_a_day_later_the_processor_is_asked_before_anything_is_sent(paid, fake_stripe):
    refund = order(paid, minor=500)
    fake_stripe.control.fail(REFUNDS, "drop_after", count=3)
    assert send_refund(refund_id=refund.pk, at=NOON).state == Refund.UNKNOWN
    fake_stripe.control.prune_keys()

    send_refund(refund_id=refund.pk, at=NOON + 25 * HOUR)

    assert given_back(paid) == 500
    assert CreditNote.objects.count() == 1
    [there] = gateway().find_refunds(payment_intent=paid.payments.get().payment_reference)
    assert Refund.objects.get().stripe_id == there.id
    with in_public():
        assert Journal.objects.filter(kind="refund", reference=there.id).count() == 1


def test_of_two_lost_answers_each_finds_its_own_refund(paid, fake_stripe):
    refunds = [order(paid, minor=300, key="first"), order(paid, minor=500, key="second")]
    fake_stripe.control.fail(REFUNDS, "500_before", count=3)
    assert send_refund(refund_id=refunds[0].pk, at=NOON).state == Refund.UNKNOWN
    fake_stripe.control.fail(REFUNDS, "drop_after", count=3)
    assert send_refund(refund_id=refunds[1].pk, at=NOON).state == Refund.UNKNOWN
    fake_stripe.control.prune_keys()

    # What the second moved must not pass for the first, which moved nothing.
    for minutes in (0, 11):
        for refund in refunds:
            send_refund(refund_id=refund.pk, at=NOON + 25 * HOUR + minutes * MINUTE)

    assert given_back(paid) == 800
    assert len({refund.stripe_id for refund in Refund.objects.all()}) == 2


def test_a_busy_processor_is_asked_later(paid, fake_stripe):
    refund = order(paid)
    fake_stripe.control.fail(REFUNDS, "429", count=1)

    assert send_refund(refund_id=refund.pk, at=NOON).state == Refund.FROZEN

    assert send_refund(refund_id=refund.pk, at=NOON + MINUTE).state == Refund.DONE
    assert given_back(paid) == 1_200


def test_a_certain_refusal_takes_nothing_back(fake_stripe):
    invoice = a_paid_invoice(reference="pi_nobody_knows")
    refund = order(invoice)

    refused = send_refund(refund_id=refund.pk, at=NOON)

    assert (refused.state, refused.ended_at) == (Refund.FAILED, NOON)
    assert not CreditNote.objects.exists()
    assert order(invoice, key="again").pk != refund.pk


def test_a_refund_that_overtakes_the_accrual_is_exact():
    """The payment's letter is still on its way when the refund arrives."""
    from billing.invoicing.usecases.record_payment import record_payment

    invoice = an_invoice()
    record_payment(invoice_id=invoice.pk, key="pi_1", payment_reference="pi_1", at=NOON)

    a_refund(invoice, minor=400)


def test_many_small_refunds_sum_to_the_bill():
    invoice = a_paid_invoice(prices=(1_199, 350, 799))
    for _ in range(11):
        a_refund(invoice, minor=200)

    a_refund(invoice)

    assert Invoice.objects.get().refunded_minor == 1_199 + 350 + 799


def test_an_error_that_the_processor_repeats_for_a_day_is_waited_out(paid, fake_stripe):
    """It saves its own 500 under the key: no later try gets another answer before that is gone."""
    refund = order(paid, minor=500)
    fake_stripe.control.fail(REFUNDS, "500_saved")

    moments = [NOON, NOON + 6 * MINUTE, NOON + 2 * HOUR, NOON + 3 * HOUR]
    states = {send_refund(refund_id=refund.pk, at=at).state for at in moments}
    assert (states, given_back(paid)) == ({Refund.UNKNOWN}, 0)
    fake_stripe.control.prune_keys()
    for minutes in (0, 11):
        send_refund(refund_id=refund.pk, at=NOON + 27 * HOUR + minutes * MINUTE)

    assert given_back(paid) == 500
    assert Refund.objects.get().state == Refund.DONE


def test_the_same_part_of_a_payment_is_given_back_under_the_same_name():
    """A house restored to before the refund would choose the same key and the same notes."""
    invoice = a_paid_invoice()

    first, second = order(invoice, minor=300, key="a"), order(invoice, minor=300, key="b")

    assert first.idem_key.endswith(f":{invoice.key}:0-300:1")
    assert second.idem_key.endswith(f":{invoice.key}:300-600:1")


def test_a_refund_of_many_lines_costs_the_statements_of_one(statements):
    one, many = a_paid_invoice(), a_paid_invoice(prices=(1_200,) * 5)

    assert statements(lambda: a_refund(many)) == statements(lambda: a_refund(one))
