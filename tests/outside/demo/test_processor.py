"""Where a stand-in for Stripe runs, the past stands there too, under the ids of our books."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from billing.gateway import gateway
from billing.invoicing.models import Charge, Invoice, Payment, Refund, SavedCard
from billing.ledger.queries import known_references
from billing.settlement.models import Payee, Transfer
from kith.money import Money
from kith.outbox.models import Letter
from kith.wall import TenantRef, in_public, in_tenant
from outside.demo import cast, processor
from outside.demo.plan import Size
from outside.demo.processor import Paid, ProcessorSilent, past_processor
from outside.demo.shops import shop_ref
from outside.stripe.testing import start_fake_stripe
from tests.clock import NOON
from tests.outside.demo.conftest import a_demo, live_until_killed, load_small

# One shop whose customers come early enough to be paid out.
ONE_SHOP = Size(
    grown=0,
    after_promotion=0,
    friends=6,
    helped=0,
    walk_ins=0,
    small=(6, 0, 0, 0),
    mateo=0,
    shops=(cast.MAREA, cast.SMALL_SHOPS[0]),
)


@pytest.fixture(scope="module")
def told(house: dict[str, TenantRef]) -> Iterator[None]:
    with start_fake_stripe() as stripe, a_demo(**stripe.settings()):
        # These tests only look, and faster than any shop would.
        stripe.control.settings(per_second=0)
        live_until_killed(size=ONE_SHOP)
        load_small(size=ONE_SHOP)
        yield


@pytest.mark.usefixtures("told")
def test_every_payment_of_our_books_is_there_with_its_amount():
    for slug in (cast.HOME, "nadia"):
        with in_tenant(shop_ref(slug)):
            for payment in Payment.objects.order_by("-amount_minor", "pk")[:5]:
                there = gateway().retrieve_payment(payment.payment_reference)
                assert there.is_paid
                assert there.amount == payment.amount


@pytest.mark.usefixtures("told")
def test_every_saved_card_is_there_and_paid_the_renewals():
    with in_tenant(shop_ref(cast.HOME)):
        cards = SavedCard.objects.filter(removed_at=None)
        assert cards.exists()
        for card in cards[:5]:
            assert gateway().saved_card(card.payment_method).customer == card.customer
        paid = Charge.objects.filter(state=Charge.PAID).select_related("card")
        assert paid.exists()
        for charge in paid[:5]:
            there = gateway().retrieve_payment(charge.payment_intent or "")
            assert (there.payment_method, there.amount) == (
                charge.card.payment_method,
                charge.amount,
            )


@pytest.mark.usefixtures("told")
def test_what_was_lived_once_more_was_paid_once():
    moved = gateway().moved_since(since=NOON - timedelta(days=400))
    with in_public():
        known = known_references(references=[one.reference for one in moved])

    assert len(moved) > 50
    assert [one for one in moved if one.reference not in known] == []


@pytest.mark.usefixtures("told")
def test_every_refund_is_there():
    with in_tenant(shop_ref(cast.HOME)):
        refunds = list(Refund.objects.filter(state=Refund.DONE))

        assert refunds
        for refund in refunds:
            there = gateway().retrieve_payment(refund.payment.payment_reference)
            assert there.refunded == refund.amount


@pytest.mark.usefixtures("told")
def test_every_transfer_is_there_at_the_time_it_was_sent():
    with in_public():
        transfers = list(Transfer.objects.filter(state=Transfer.PAID))

        assert transfers
        for transfer in transfers:
            (there,) = gateway().find_transfers(group=str(transfer.run_id))
            assert (there.id, there.amount) == (transfer.transfer_reference, transfer.amount)
            assert abs(there.created_at - transfer.ended_at) < timedelta(seconds=2)


@pytest.mark.usefixtures("told")
def test_every_account_can_be_paid():
    with in_public():
        for payee in Payee.objects.filter(payouts_enabled_at__isnull=False):
            assert gateway().recipient_state(payee.stripe_account).payouts_enabled


@pytest.mark.usefixtures("told")
def test_an_order_that_failed_just_now_keeps_the_letter_that_sends_its_money_back():
    with in_public():
        waiting = set(Letter.objects.filter(sorted_at=None).values_list("event", flat=True))
    with in_tenant(shop_ref(cast.MAREA.slug)):
        assert Invoice.objects.get().refunded_minor == 0

    assert {"order.failed", "refund.requested"} <= waiting


def test_without_a_stand_in_the_ids_only_look_right(settings):
    settings.STRIPE_API_BASE = ""
    paid = Paid(Money(900, "EUR"), "Light", "K-1", "ana@people.example", NOON)

    with past_processor() as past:
        first, second = past.pay([paid, paid])

    assert first.payment_intent.startswith("pi_")
    assert first != second


def test_a_stand_in_that_does_not_come_up_is_said(settings, monkeypatch):
    monkeypatch.setattr(processor, "COMING_SECONDS", 0.0)
    settings.STRIPE_API_BASE = "http://127.0.0.1:1"

    with pytest.raises(ProcessorSilent), past_processor():
        pass


def test_what_happened_needs_a_time(settings):
    settings.STRIPE_API_BASE = ""

    with past_processor() as past, pytest.raises(RuntimeError):
        past.create_recipient(key="k", email="ana@people.example", country="ES", name="Ana")
