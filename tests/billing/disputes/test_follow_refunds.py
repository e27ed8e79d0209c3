"""Refunds that nobody here asked for, and those that did not arrive after all."""

import random
from datetime import timedelta

import pytest
from django.core import mail

from billing.disputes.models import Dispute
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import CreditNote, Refund
from billing.invoicing.usecases.follow_refunds import PaymentNotInTheBooks, follow_refunds
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.send_refund import send_refund
from billing.invoicing.usecases.undo_refund import undo_refund
from billing.ledger.queries import balance
from billing.settlement.models import Accrual, Difference, Reversal, SettlementTerms, WriteOff
from billing.settlement.usecases.approve_write_off import approve_write_off
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.usecases.reverse_transfers import reverse_transfers
from billing.settlement.usecases.send_reversal import send_reversal
from billing.settlement.usecases.write_off import write_off
from billing.settlement.writing_off import RecoveredMeanwhile
from kith.wall import in_public, in_tenant
from tenants.registry.models import Tenant
from tests.factories.accounts import a_person
from tests.factories.disputes import NOW, a_bill_paid_by_card, left_of, shares_of, the_dispute
from tests.factories.ledger import euros
from tests.factories.settlement import MAYA, OMAR, a_paid_run, a_payee
from tests.post import drain

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def ordered(bill, *, minor=None, key="one"):
    amount = euros(minor) if minor else None
    return refund_invoice(
        invoice_id=bill.invoice.pk,
        amount=amount,
        reason="sorry",
        key=key,
        requested_by=None,
        at=NOW,
    )


def sent(bill, **particulars):
    return send_refund(refund_id=ordered(bill, **particulars).pk, at=NOW)


def whole_share(bill):
    with in_public():
        return shares_of(bill).get(kind="seller").amount_minor


def test_a_refund_at_the_desk_is_adopted_once(bill, news, fake_stripe):
    made = fake_stripe.control.refund_at_desk(bill.payment, amount=500)

    news.arrive(copies=3)

    refund = Refund.objects.get()
    assert (refund.source, refund.stripe_id, refund.amount) == ("processor", made["id"], euros(500))
    assert CreditNote.objects.get().reason == "Refunded at the payment processor"
    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(500)
    assert 0 < left_of(bill) < whole_share(bill)


def test_news_of_our_own_refund_adopt_nothing(bill, news, fake_stripe):
    sent(bill, minor=500)

    news.arrive(copies=2)

    assert Refund.objects.get().source == "ours"
    assert CreditNote.objects.count() == 1


def test_news_of_our_own_refund_may_come_before_its_answer(bill, news, fake_stripe):
    refund = ordered(bill, minor=500)
    fake_stripe.control.fail("POST /v1/refunds", "drop_after", count=3)
    send_refund(refund_id=refund.pk, at=NOW)

    news.arrive()
    send_refund(refund_id=refund.pk, at=NOW + DAY)

    assert Refund.objects.get().state == Refund.DONE
    assert CreditNote.objects.count() == 1


def test_a_refund_at_the_desk_and_one_of_ours_sum_to_the_bill(bill, news, fake_stripe):
    fake_stripe.control.refund_at_desk(bill.payment, amount=701)
    news.arrive()

    sent(bill)

    assert left_of(bill) == 0
    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(1_200)


def test_a_refund_that_fails_late_is_taken_back_in_the_books(bill, news, fake_stripe):
    refund = sent(bill)
    news.arrive()
    assert left_of(bill) == 0

    fake_stripe.control.end_refund(refund.stripe_id, "failed", reason="lost_or_stolen_card")
    news.arrive(copies=3)

    refund.refresh_from_db()
    assert (refund.state, refund.why) == (Refund.FAILED, "The card was lost or stolen.")
    assert left_of(bill) == whole_share(bill)
    bill.invoice.refresh_from_db()
    assert (bill.invoice.refunded, bill.invoice.paid_minor) == (euros(0), 1_200)
    assert [note.total.minor for note in CreditNote.objects.order_by("number")] == [1_200, -1_200]


def test_what_did_not_arrive_can_be_refunded_again(bill, news, fake_stripe):
    first = sent(bill)
    fake_stripe.control.end_refund(first.stripe_id, "failed")
    news.arrive()

    second = sent(bill, key="two")

    assert second.state == Refund.DONE
    assert left_of(bill) == 0


@pytest.mark.parametrize("undone", [0, 1, 2])
def test_after_any_of_several_refunds_failed_the_rest_sums_to_the_cent(
    bill, news, fake_stripe, undone
):
    refunds = [sent(bill, minor=minor, key=f"r{minor}") for minor in (333, 334, 100)]
    fake_stripe.control.end_refund(refunds[undone].stripe_id, "failed")
    news.arrive()

    sent(bill, key="rest")

    assert left_of(bill) == 0
    with in_public():
        assert shares_of(bill).get(kind="seller").state in (Accrual.REVERSED, Accrual.ACCRUED)


def test_customer_and_seller_are_told_that_it_did_not_arrive(acme, bill, news, fake_stripe):
    with in_public():
        owner = a_person(role="reseller", tenant=acme)
        Tenant.objects.filter(pk=acme.uuid).update(owner_id=owner.pk)
    refund = sent(bill)

    fake_stripe.control.end_refund(refund.stripe_id, "failed", reason="expired_or_canceled_card")
    news.arrive(copies=2)

    about_it = [letter for letter in mail.outbox if "did not arrive" in letter.subject]
    told = {letter.to[0]: letter.body for letter in about_it}
    assert set(told) == {"ana@example.org", owner.email}
    assert "The card has expired or was closed." in told["ana@example.org"]
    assert len(about_it) == 2


def test_a_paid_share_is_given_back_by_the_next_run(acme, bill, news, fake_stripe):
    a_payee(party_ref=acme.uuid)
    for _ in range(20):
        a_bill_paid_by_card(fake_stripe, at=NOW - 100 * DAY)
    paid = a_bill_paid_by_card(fake_stripe, at=NOW - 100 * DAY)
    a_paid_run(at=NOW)
    refund = sent(paid)
    fake_stripe.control.end_refund(refund.stripe_id, "failed")

    news.arrive()

    with in_public():
        rows = shares_of(paid).filter(kind="clawback")
        assert sum(row.amount_minor for row in rows) == 0
        assert not Accrual.objects.recoverable().filter(invoice_number="none").exists()


def test_what_was_written_off_is_not_paid_out_when_the_refund_fails(acme, news, fake_stripe):
    a_payee(party_ref=acme.uuid)
    bills = [a_bill_paid_by_card(fake_stripe, at=NOW - 100 * DAY) for _ in range(20)]
    a_paid_run(at=NOW)
    refund = sent(bills[0])
    with in_public():
        owed = Accrual.objects.recoverable().get()
        write_off(payee_id=owed.payee_id, reason="closed", key="w", by=MAYA, at=NOW, currency="EUR")
    drain()

    fake_stripe.control.end_refund(refund.stripe_id, "failed")
    news.arrive()

    with in_public():
        given = shares_of(bills[0]).filter(kind="clawback", amount_minor__gt=0).get()
        assert given.state == Accrual.WAIVED
        assert balance(code="expense:write_offs", currency="EUR") == euros(0)
        assert balance(code="payable:payees", currency="EUR") == euros(0)
    assert balance(code="income:waived", currency="EUR") == euros(0)


def test_a_pending_refund_that_never_arrives_is_undone_as_well(acme, news, fake_stripe):
    bill = a_bill_paid_by_card(fake_stripe)
    made = fake_stripe.control.refund_at_desk(bill.payment)
    fake_stripe.control.end_refund(made["id"], "failed")

    news.arrive()

    # Both news came when all was over: nothing was ever adopted.
    assert not Refund.objects.exists()
    assert left_of(bill) == whole_share(bill)


def test_a_refund_that_fails_after_a_dispute_was_lost_leaves_nothing_with_the_telco(
    bill, news, fake_stripe
):
    refund = sent(bill, minor=500)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")
    news.arrive()
    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (700, 500)

    fake_stripe.control.end_refund(refund.stripe_id, "failed")
    news.arrive()

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (1_200, 0)
    assert left_of(bill) == 0


def test_a_refund_whose_answer_is_missing_counts_before_a_lost_dispute(bill, news, fake_stripe):
    refund = ordered(bill, minor=500)
    fake_stripe.control.fail("POST /v1/refunds", "drop_after", count=3)
    send_refund(refund_id=refund.pk, at=NOW)
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")

    news.arrive()
    send_refund(refund_id=refund.pk, at=NOW + DAY)

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (700, 500)
    assert left_of(bill) == 0


def test_a_payment_on_its_way_into_the_books_is_waited_for(acme, fake_stripe):
    payment = fake_stripe.control.charge(amount=700)["payment_intent"]

    with pytest.raises(PaymentNotInTheBooks):
        follow_refunds(payment_reference=payment, at=NOW)


def test_another_shop_sees_nothing_of_it(bill, globex, news, fake_stripe):
    fake_stripe.control.refund_at_desk(bill.payment)

    news.arrive()

    with in_tenant(globex):
        assert not Refund.objects.exists()


@pytest.mark.parametrize("seed", range(5))
def test_news_of_refunds_in_any_order_end_in_the_same_place(bill, news, fake_stripe, seed):
    chance = random.Random(seed)
    ours = sent(bill, minor=200)
    fake_stripe.control.refund_at_desk(bill.payment, amount=300)
    late = fake_stripe.control.refund_at_desk(bill.payment, amount=400)
    if chance.random() < 0.5:
        news.arrive(chance=chance)
    fake_stripe.control.end_refund(late["id"], "failed")
    fake_stripe.control.end_refund(ours.stripe_id, "failed")

    news.arrive(copies=2, chance=chance)

    bill.invoice.refresh_from_db()
    assert bill.invoice.refunded == euros(300)


def test_the_nightly_match_knows_every_movement_of_it(acme, news, fake_stripe):
    yesterday = NOW - DAY
    fake_stripe.control.reset(at=yesterday)
    bills = [a_bill_paid_by_card(fake_stripe, at=yesterday) for _ in range(4)]
    refund = sent(bills[0])
    fake_stripe.control.end_refund(refund.stripe_id, "failed")
    fake_stripe.control.refund_at_desk(bills[1].payment, amount=500)
    won = fake_stripe.control.dispute(bills[2].payment)["id"]
    lost = fake_stripe.control.dispute(bills[3].payment)["id"]
    fake_stripe.control.decide(won, "won")
    fake_stripe.control.decide(lost, "lost")
    news.arrive()

    with in_public():
        reconcile(first=yesterday.date(), last=yesterday.date(), by=None, at=NOW)

        assert Dispute.objects.count() == 2
        assert list(Difference.objects.all()) == []
    assert faults_of_the_house().faults == []


@pytest.fixture
def bills(acme, fake_stripe):
    """Twenty bills of long ago, and acme who can be paid for them."""
    a_payee(party_ref=acme.uuid)
    return [a_bill_paid_by_card(fake_stripe, at=NOW - 100 * DAY) for _ in range(20)]


def test_a_share_that_came_back_before_it_was_paid_is_recovered_afterwards(
    bills, news, fake_stripe
):
    first = sent(bills[0])
    fake_stripe.control.end_refund(first.stripe_id, "failed")
    news.arrive()
    with in_public():
        assert {row.state for row in shares_of(bills[0])} == {Accrual.ACCRUED}
    assert a_paid_run(at=NOW).total_minor == 20 * whole_share(bills[1])

    sent(bills[0], key="two")

    with in_public():
        assert Accrual.objects.recoverable().get().amount_minor == -whole_share(bills[0])


def test_what_was_given_back_cannot_be_written_off(bills, news, fake_stripe):
    a_paid_run(at=NOW)
    refund = sent(bills[0])
    with in_public():
        SettlementTerms.objects.create(currency="EUR", starts_at=NOW - DAY, four_eyes_above_minor=1)
        owed = Accrual.objects.recoverable().get()
        write_off(payee_id=owed.payee_id, reason="closed", key="w", by=MAYA, at=NOW, currency="EUR")

    fake_stripe.control.end_refund(refund.stripe_id, "failed")
    news.arrive()

    with in_public():
        with pytest.raises(RecoveredMeanwhile):
            approve_write_off(write_off_id=WriteOff.objects.get().pk, by=OMAR, at=NOW)
        assert not Accrual.objects.recoverable().exists()
        assert balance(code="payable:payees", currency="EUR") == euros(0)


def test_a_part_that_was_given_back_cannot_be_written_off(bills, news, fake_stripe):
    a_paid_run(at=NOW)
    # Which of two refunds a cent of rounding falls on depends on what stands beside it.
    refunds = [sent(bills[0], minor=18, key=key) for key in ("one", "two")]
    with in_public():
        SettlementTerms.objects.create(currency="EUR", starts_at=NOW - DAY, four_eyes_above_minor=1)
        payee = Accrual.objects.recoverable().first().payee_id
        write_off(payee_id=payee, reason="closed", key="w", by=MAYA, at=NOW, currency="EUR")

    standing = refunds[1].credit_note.pk
    fake_stripe.control.end_refund(refunds[0].stripe_id, "failed")
    news.arrive()

    with in_public():
        with pytest.raises(RecoveredMeanwhile):
            approve_write_off(write_off_id=WriteOff.objects.get().pk, by=OMAR, at=NOW)
        (owed,) = Accrual.objects.recoverable()
        assert str(standing) in owed.key


def test_what_was_given_back_is_not_owed_when_its_reversal_fails(bills, fake_stripe):
    a_paid_run(at=NOW)
    refund = sent(bills[0])
    with in_public():
        payee = Accrual.objects.recoverable().get().payee_id
        reversal = reverse_transfers(payee_id=payee, key="r", by=MAYA, at=NOW)[0]
    undo_refund(refund_id=refund.pk, reason="It did not arrive", at=NOW)

    with in_public():
        # The processor knows no such transfer.
        assert send_reversal(reversal_id=reversal.pk, at=NOW).state == Reversal.FAILED
        assert shares_of(bills[0]).open().count() == 2
        assert not Accrual.objects.recoverable().exists()


def test_a_refund_in_doubt_that_fails_leaves_nothing_of_a_lost_dispute_with_the_telco(
    bill, news, fake_stripe
):
    refund = ordered(bill, minor=500)
    fake_stripe.control.fail("POST /v1/refunds", "500_before", count=3)
    # Not looked at again by itself, however long this takes.
    assert send_refund(refund_id=refund.pk, at=NOW + DAY).state == Refund.UNKNOWN
    name = fake_stripe.control.dispute(bill.payment)["id"]
    fake_stripe.control.decide(name, "lost")
    news.arrive()
    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (700, 500)

    assert send_refund(refund_id=refund.pk, at=NOW + DAY + HOUR).state == Refund.FAILED
    drain()

    assert (the_dispute().taken_minor, the_dispute().absorbed_minor) == (1_200, 0)
    assert left_of(bill) == 0
