"""A referral counts after activation and two payments, unless a human must look first."""

from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from ambassadors.referral.models import PaidCycle, Referral, ReferralTerm
from ambassadors.referral.usecases.hold_referral import hold_referral
from ambassadors.referral.usecases.note_activation import note_activation
from ambassadors.referral.usecases.qualify_referral import qualify_referral
from ambassadors.referral.usecases.record_paid_cycle import record_paid_cycle
from ambassadors.referral.usecases.release_referral import ReleasedByParty, release_referral
from kith.outbox.models import Letter
from kith.reasons import NoReason
from tenants.accounts.models import Person
from tests.clock import NOON
from tests.factories.program import a_person
from tests.factories.referral import a_referral

DAY = timedelta(days=1)
LATER = NOON + 31 * DAY


@pytest.fixture
def referral(public):
    return a_referral(referrer=a_person(name="Maya"), referred=a_person(name="Leo"))


def pay(referral, invoice_id=None, at=NOON, refunded_at=None):
    return record_paid_cycle(
        referred_id=referral.referred_id,
        invoice_id=invoice_id or uuid4(),
        paid_at=at,
        refunded_at=refunded_at,
    )


def activate(referral):
    return note_activation(referred_id=referral.referred_id, at=NOON)


def test_it_counts_from_the_second_payment(referral):
    activate(referral)
    assert pay(referral).qualified_at is None

    counted = pay(referral, at=LATER)

    assert (counted.qualified_at, counted.is_qualified) == (LATER, True)
    assert Letter.objects.filter(event="referral.qualified").count() == 1


def test_one_invoice_counts_once(referral):
    activate(referral)
    invoice = uuid4()
    pay(referral, invoice)

    again = pay(referral, invoice)

    assert (again.qualified_at, PaidCycle.objects.count()) == (None, 1)


def test_qualifying_twice_changes_nothing(referral):
    activate(referral)
    pay(referral)
    pay(referral)

    again = qualify_referral(referred_id=referral.referred_id)

    assert again.qualified_at == NOON
    assert Letter.objects.filter(event="referral.qualified").count() == 1


def test_payments_before_activation_wait_for_it(referral):
    pay(referral)
    assert pay(referral).qualified_at is None

    assert activate(referral).qualified_at == NOON


def test_the_first_activation_stays(referral):
    activate(referral)

    assert note_activation(referred_id=referral.referred_id, at=LATER).activated_at == NOON


def test_nobody_named_nothing_counted(public):
    stranger = uuid4()

    assert record_paid_cycle(referred_id=stranger, invoice_id=uuid4(), paid_at=NOON) is None
    assert note_activation(referred_id=stranger, at=NOON) is None
    assert qualify_referral(referred_id=stranger) is None


def test_a_held_referral_waits_and_counts_when_released(referral):
    hold_referral(referral_id=referral.pk, reason="same mailbox", at=NOON)
    activate(referral)
    pay(referral)
    assert pay(referral).qualified_at is None

    released = release_referral(referral_id=referral.pk, by=a_person(name="Staff").pk, at=LATER)

    assert (released.held_at, released.qualified_at) == (None, LATER)


def test_holding_and_releasing_twice_change_nothing(referral):
    staff = a_person(name="Staff")
    hold_referral(referral_id=referral.pk, reason="same phone", at=NOON)
    held = hold_referral(referral_id=referral.pk, reason="other", at=LATER)
    assert (held.held_at, held.hold_reason) == (NOON, "same phone")
    release_referral(referral_id=referral.pk, by=staff.pk, at=NOON)

    assert release_referral(referral_id=referral.pk, by=staff.pk, at=LATER).released_at == NOON


def test_neither_of_the_two_releases_it(referral):
    hold_referral(referral_id=referral.pk, reason="same phone", at=NOON)

    for party in (referral.referrer_id, referral.referred_id):
        with pytest.raises(ReleasedByParty):
            release_referral(referral_id=referral.pk, by=party, at=LATER)
    assert Referral.objects.get().is_held


def test_a_hold_needs_a_reason(referral):
    with pytest.raises(NoReason):
        hold_referral(referral_id=referral.pk, reason=" ", at=NOON)

    assert not Referral.objects.get().is_held


def test_a_refund_takes_its_payment_back_for_good(referral):
    activate(referral)
    invoice = uuid4()
    pay(referral, invoice)
    pay(referral, invoice, refunded_at=LATER)

    again = pay(referral, at=LATER + DAY)

    assert (again.qualified_at, again.held_at) == (None, None)
    assert PaidCycle.objects.filter(refunded_at=None).count() == 1


def test_a_refund_after_it_counted_asks_a_human_once(referral):
    activate(referral)
    invoice = uuid4()
    pay(referral, invoice)
    pay(referral)

    held = pay(referral, invoice, refunded_at=LATER)
    assert (held.qualified_at, held.held_at) == (NOON, LATER)
    assert held.hold_reason == "an invoice was refunded"
    release_referral(referral_id=referral.pk, by=a_person(name="Staff").pk, at=LATER + DAY)

    assert not pay(referral, invoice, refunded_at=LATER).is_held


FACTS = ("served", "first paid", "second paid", "first refunded")


def end_of(order):
    """Tell of one customer in this order; an invoice is looked up whenever we hear of it."""
    one, first, refunded_at = a_referral(referrer=Person(), referred=Person()), uuid4(), None
    for fact in order:
        if fact == "first refunded":
            refunded_at = LATER + DAY
        if fact == "served":
            activate(one)
        elif fact == "second paid":
            pay(one, at=LATER)
        else:
            pay(one, first, refunded_at=refunded_at)
    one.refresh_from_db()
    return one.activated_at, one.qualified_at, one.held_at, one.hold_reason


def test_it_ends_alike_in_whatever_order_we_are_told(public):
    assert {end_of(order) for order in permutations(FACTS)} == {
        (NOON, LATER, LATER + DAY, "an invoice was refunded")
    }


def test_the_number_of_payments_is_a_dated_term(referral):
    ReferralTerm.objects.create(starts_at=NOON, paid_cycles=1)
    activate(referral)

    assert pay(referral).qualified_at == NOON
