"""Payments that the books do not know: which are unknown, and what becomes of them."""

from datetime import timedelta

import pytest

from billing.invoicing.models import CheckoutSession, Payment
from billing.invoicing.usecases.adopt_payment import adopt_payment
from billing.invoicing.usecases.open_checkout import open_checkout
from billing.ledger.queries import known_references
from billing.settlement.models import Accrual, Overpayment
from billing.strays.models import Stray
from billing.strays.purposes import epoch_of
from billing.strays.usecases.accept_stray import accept_stray
from billing.strays.usecases.adopt_stray import OthersFirst
from billing.strays.usecases.find_strays import find_strays
from catalog.ordering.models import Order
from catalog.ordering.usecases.confirm_payment import confirm_payment
from kith.wall import in_public, in_tenant
from tests.billing.strays.rewinding import (
    CARO,
    DAY,
    HOUR,
    a_stray,
    as_it_stands,
    forgotten,
    unknown,
)
from tests.factories.cards import a_frozen_charge
from tests.factories.numbering import a_number_range, some_sims
from tests.factories.ordering import an_order
from tests.factories.storefront import an_offer
from tests.post import drain

MINUTE = timedelta(minutes=1)
URL = "http://acme.kith.localhost/orders/"


@pytest.fixture
def order(acme, now):
    """An order that waits for its payment."""
    an_offer(name="Coast 10")
    with in_public():
        a_number_range()
        some_sims()
    return an_order(at=now)


def page_of(order, at):
    open_checkout(order_id=order.pk, return_url=URL, cancel_url=URL, at=at)
    return CheckoutSession.objects.get(order_id=order.pk, ended_at=None).stripe_id


def for_order(acme, order):
    return {"purpose": f"checkout:{acme.uuid}:order:{order.pk}", "order": str(order.pk)}


def test_a_payment_on_a_forgotten_page_is_unknown_though_its_order_has_another(
    acme, globex, order, now, fake_stripe
):
    page_of(order, now)
    told = page_of(an_order(at=now), now)
    with forgotten(), in_tenant(acme.uuid):
        CheckoutSession.objects.filter(order_id=order.pk).update(ended_at=now)
        fake_stripe.control.set_clock(now + MINUTE)
        fake_stripe.control.pay(page_of(order, now))
        fake_stripe.control.pay(told)
    with in_public():
        find_strays(since=now - HOUR, at=now + 2 * HOUR)

    # The other one's page is known: its news will come.
    assert unknown() == ["payment"]

    with in_public():
        stray = accept_stray(reference=Stray.objects.get().pk, by=CARO, at=now + DAY)
    adopt_payment(reference=stray.pk, at=now + DAY)

    # It ends with the money in the books, at the time it moved.
    assert as_it_stands(stray).outcome == Stray.ADOPTED
    assert known_references(references=[stray.pk]) == {stray.pk}
    assert Order.objects.get(pk=order.pk).paid_at == stray.made_at
    assert Payment.objects.get().received_at == stray.made_at
    drain(ahead=DAY)
    assert Payment.objects.count() == 1
    with in_public():
        assert set(Accrual.objects.values_list("accrued_at", flat=True)) == {stray.made_at}
        assert not Overpayment.objects.exists()
    with in_tenant(globex.uuid):
        assert not Payment.objects.exists()


def test_a_second_payment_of_an_order_goes_back(acme, order, now, fake_stripe):
    paid = fake_stripe.control.charge(amount=order.total.minor)["payment_intent"]
    confirm_payment(order_id=order.pk, payment_reference="pi_first", at=now)
    stray = a_stray(Stray.PAYMENT, paid, order.total.minor, at=now, notes=for_order(acme, order))

    adopt_payment(reference=paid, at=now + HOUR)

    assert as_it_stands(stray).outcome == Stray.RETURNED
    with in_public():
        assert Overpayment.objects.get().payment_reference == paid


def test_of_two_payments_for_one_thing_the_earlier_counts_whichever_is_taken_first(
    acme, order, now, fake_stripe
):
    total, notes = order.total.minor, for_order(acme, order)
    paid = [fake_stripe.control.charge(amount=total)["payment_intent"] for _ in range(2)]
    first = a_stray(Stray.PAYMENT, paid[0], total, at=now, notes=notes)
    second = a_stray(Stray.PAYMENT, paid[1], total, at=now + MINUTE, notes=notes)

    with pytest.raises(OthersFirst):
        adopt_payment(reference=second.pk, at=now + HOUR)
    adopt_payment(reference=first.pk, at=now + HOUR)
    # The other one is told.
    drain(ahead=DAY)

    assert as_it_stands(first).outcome == Stray.ADOPTED
    assert as_it_stands(second).outcome == Stray.RETURNED
    assert Order.objects.get(pk=order.pk).payment_reference == first.pk


@pytest.fixture(params=["order", "charge"])
def asked(request, acme, order, now, fake_stripe):
    """What the books ask for: an amount, and the notes of a payment for it."""
    if request.param == "order":
        return order.total.minor, for_order(acme, order)
    charge = a_frozen_charge(fake_stripe, at=now)
    return charge.amount_minor, {"purpose": charge.purpose, "key": charge.idem_key}


def test_another_amount_than_the_books_ask_for_is_refused_and_nothing_is_booked(asked, order, now):
    minor, notes = asked
    stray = a_stray(Stray.PAYMENT, "pi_more", minor + 100, at=now, notes=notes)

    adopt_payment(reference="pi_more", at=now + HOUR)

    after = as_it_stands(stray)
    assert after.problem.startswith("Another amount was paid")
    assert after.is_open
    assert not after.is_under_way
    assert not Payment.objects.exists()
    assert Order.objects.get(pk=order.pk).paid_at is None


@pytest.mark.parametrize("notes", [{"order": "x"}, {"invoice": "x"}, {}])
def test_a_payment_for_what_nobody_can_read_goes_back(notes, acme, now, fake_stripe):
    paid = fake_stripe.control.charge(amount=700)["payment_intent"]
    purpose = f"checkout:{acme.uuid}:something"
    stray = a_stray(Stray.PAYMENT, paid, 700, at=now, notes=notes | {"purpose": purpose})

    adopt_payment(reference=paid, at=now + HOUR)

    assert as_it_stands(stray).outcome == Stray.RETURNED


@pytest.mark.parametrize("text", ["9" * 5_000, "1009", "-3", "²", "", "many"])
def test_an_epoch_that_no_house_reaches_is_nobodys(text):
    assert epoch_of({"epoch": text}, mine=8) == 0


def test_the_epoch_of_a_house_that_went_on_is_believed():
    assert epoch_of({"epoch": "9"}, mine=8) == 9
    assert epoch_of({"epoch": "1008"}, mine=8) == 1_008
    assert epoch_of({}, mine=8) == 0
