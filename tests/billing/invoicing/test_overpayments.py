"""A bill paid twice: what nothing asks for goes back by itself, once, and stands in the books."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.gateway import gateway
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Charge, CreditNote, Invoice, Payment
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.refund_invoice import refund_invoice
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.usecases.send_charge import send_charge
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.ledger.models import Journal
from billing.ledger.queries import balance
from billing.settlement.models import Difference, Movement
from billing.settlement.usecases.reconcile import reconcile
from billing.settlement.usecases.return_overpayment import return_overpayment
from kith.wall import in_public
from tests.factories.cards import a_frozen_charge
from tests.factories.invoicing import an_invoice
from tests.factories.ledger import euros

NOW, DAY = datetime.now(UTC), timedelta(days=1)
CHARGES, REFUNDS = "POST /v1/payment_intents", "POST /v1/refunds"


@pytest.fixture(autouse=True)
def _now(acme, fake_stripe):
    fake_stripe.control.reset()
    yield
    assert faults_of_the_house().faults == []


def paid_by_hand(invoice: Invoice, fake_stripe) -> str:
    """Pay a bill in another way than by the saved card."""
    reference = fake_stripe.control.charge(amount=invoice.total_minor)["payment_intent"]
    record_payment(invoice_id=invoice.pk, key=reference, payment_reference=reference, at=NOW)
    return reference


def given_back(reference: str) -> int:
    return gateway().retrieve_payment(reference).refunded.minor


def in_books(reference: str) -> tuple[int, int]:
    """Count the movements of an overpayment, and what of it is still ours to give back."""
    with in_public():
        journals = Journal.objects.filter(key__startswith=f"overpayment:{reference}:").count()
        return journals, balance(code="refunds:due", currency="EUR").minor


@pytest.fixture
def lost(fake_stripe) -> Charge:
    """A charge that went through, its answer lost; the bill was paid by hand meanwhile."""
    charge = a_frozen_charge(fake_stripe)
    fake_stripe.control.fail(CHARGES, "drop_after", count=3)
    send_charge(charge_id=charge.pk, at=NOW)
    paid_by_hand(charge.invoice, fake_stripe)
    return charge


def by_card(charge: Charge) -> str:
    """Name the one payment that the saved card made."""
    since = NOW - timedelta(hours=1)
    [payment] = gateway().find_payments(customer=charge.card.customer, since=since)
    return payment.id


def test_what_the_card_paid_too_much_is_found_and_goes_back(lost, drain_outbox):
    found = send_charge(charge_id=lost.pk, at=NOW + timedelta(minutes=6))
    drain_outbox()

    assert (found.state, found.reason) == (Charge.FAILED, Charge.NOT_DUE)
    overpayment = by_card(lost)
    assert given_back(overpayment) == lost.amount_minor
    assert in_books(overpayment) == (2, 0)
    assert (Payment.objects.count(), CreditNote.objects.count()) == (1, 0)


def test_the_webhook_and_the_answer_ten_times_give_it_back_once(lost, drain_outbox):
    overpayment = by_card(lost)

    for _ in range(10):
        settle_charge(charge_id=lost.pk, payment_reference=overpayment, at=NOW)
    drain_outbox()
    send_charge(charge_id=lost.pk, at=NOW + timedelta(minutes=6))
    for _ in range(3):
        return_overpayment(payment_reference=overpayment, tenant_id=None, at=NOW)

    assert given_back(overpayment) == lost.amount_minor
    assert len(gateway().find_refunds(payment_intent=overpayment)) == 1
    assert in_books(overpayment) == (2, 0)


def test_a_page_paid_after_the_bill_was_goes_back_too(acme, fake_stripe, drain_outbox):
    invoice = an_invoice()
    first = paid_by_hand(invoice, fake_stripe)
    second = fake_stripe.control.charge(amount=invoice.total_minor)["payment_intent"]

    for _ in range(2):
        record_arrived_payment(invoice_id=invoice.pk, payment_reference=second, at=NOW)
        record_arrived_payment(invoice_id=invoice.pk, payment_reference=first, at=NOW)
    drain_outbox()

    assert (given_back(first), given_back(second)) == (0, invoice.total_minor)


def test_an_answer_lost_for_a_day_gives_it_back_once(acme, fake_stripe):
    overpayment = fake_stripe.control.charge(amount=1_200)["payment_intent"]
    fake_stripe.control.fail(REFUNDS, "drop_after", count=3)

    waiting = return_overpayment(payment_reference=overpayment, tenant_id=acme.uuid, at=NOW)
    assert waiting.comes_back
    assert in_books(overpayment) == (1, -1_200)
    fake_stripe.control.prune_keys()
    return_overpayment(payment_reference=overpayment, tenant_id=acme.uuid, at=NOW + DAY)

    assert len(gateway().find_refunds(payment_intent=overpayment)) == 1
    assert in_books(overpayment) == (2, 0)
    with in_public():
        assert balance(code="cash:stripe", currency="EUR") == euros(0)


@pytest.mark.parametrize("first", ["answer", "webhook"])
def test_charges_refunds_and_overpayments_of_a_kept_card_are_matched(
    fake_stripe, first, drain_outbox
):
    charge = a_frozen_charge(fake_stripe)
    if first == "webhook":
        fake_stripe.control.fail(CHARGES, "drop_after", count=3)
    send_charge(charge_id=charge.pk, at=NOW)
    paid = by_card(charge)
    settle_charge(charge_id=charge.pk, payment_reference=paid, at=NOW)
    send_charge(charge_id=charge.pk, at=NOW + timedelta(minutes=6))
    second = fake_stripe.control.charge(amount=charge.amount_minor)["payment_intent"]
    record_arrived_payment(invoice_id=charge.invoice_id, payment_reference=second, at=NOW)
    refund_invoice(
        invoice_id=charge.invoice_id,
        amount=euros(700),
        reason="late",
        key="k",
        requested_by=None,
        at=NOW,
    )
    drain_outbox()

    with in_public():
        first_day, last_day = (NOW - DAY).date(), (NOW + DAY).date()
        reconcile(first=first_day, last=last_day, by=None, at=NOW + 3 * DAY)
        assert not Difference.objects.standing().exists()
        # Two charges, two refunds; the charge's own name is on our journal whoever came first.
        assert Movement.objects.count() == 4
        assert Journal.objects.get(kind="payment").reference == paid
    assert (given_back(paid), given_back(second)) == (700, charge.amount_minor)


def test_a_bill_paid_meanwhile_is_not_charged_again_in_doubt(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.SENDING, first_sent_at=NOW)
    paid_by_hand(charge.invoice, fake_stripe)

    ended = send_charge(charge_id=charge.pk, at=NOW + timedelta(minutes=6))

    assert (ended.state, ended.reason) == (Charge.FAILED, Charge.NOT_DUE)
    found = gateway().find_payments(customer=charge.card.customer, since=NOW - timedelta(hours=1))
    assert found == []


def test_a_card_taken_off_while_in_doubt_is_charged_no_more(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).update(state=Charge.SENDING, first_sent_at=NOW)
    remove_card(person_id=charge.card.person_id, at=NOW)

    ended = send_charge(charge_id=charge.pk, at=NOW + timedelta(minutes=6))

    assert (ended.state, ended.reason) == (Charge.FAILED, "no_card")
    found = gateway().find_payments(customer=charge.card.customer, since=NOW - timedelta(hours=1))
    assert found == []


def test_a_worker_that_died_over_a_bill_without_a_card_holds_it_no_longer(fake_stripe):
    charge = a_frozen_charge(fake_stripe)
    Charge.objects.filter(pk=charge.pk).delete()
    Charge.objects.create(
        invoice=charge.invoice,
        turn=2,
        card=None,
        amount_minor=charge.amount_minor,
        currency="EUR",
        idem_key="charge:test",
        frozen_at=NOW,
        state=Charge.SENDING,
    )

    ended = send_charge(charge_id=Charge.objects.get().pk, at=NOW)

    assert (ended.state, ended.reason) == (Charge.FAILED, "no_card")
