from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.numbering.models import PhoneNumber
from catalog.numbering.queries import number_history
from catalog.numbering.usecases.assign_number import NumberNotReserved, assign_number
from catalog.numbering.usecases.lapse_reservations import lapse_reservations
from catalog.numbering.usecases.quarantine_number import quarantine_number
from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from catalog.numbering.usecases.reserve_number import NoNumberLeft, reserve_number
from tests.clock import NOON
from tests.factories.numbering import a_number_range, some_sims

DAY = timedelta(hours=24)


def test_a_number_is_set_aside_for_a_day(public):
    a_number_range()

    reserved = reserve_number(holder="order:1", country="ES", at=NOON)

    assert (reserved.e164, reserved.until) == ("+34611500000", NOON + DAY)


def test_the_same_holder_gets_the_same_number(public):
    a_number_range()
    first = reserve_number(holder="order:1", country="ES", at=NOON)

    assert reserve_number(holder="order:1", country="ES", at=NOON) == first
    assert reserve_number(holder="order:2", country="ES", at=NOON).e164 != first.e164


def test_an_empty_pool_refuses_and_moves_nothing(public):
    a_number_range(size=1)
    reserve_number(holder="order:1", country="ES", at=NOON)

    with pytest.raises(NoNumberLeft):
        reserve_number(holder="order:2", country="ES", at=NOON)
    with pytest.raises(NoNumberLeft):
        reserve_number(holder="order:3", country="PT", at=NOON)

    assert PhoneNumber.objects.held_by("order:2").count() == 0


def test_a_reservation_that_lapsed_is_free_for_the_next(public):
    a_number_range(size=1)
    some_sims(count=1)
    reserve_number(holder="order:1", country="ES", at=NOON)

    assert lapse_reservations(at=NOON + DAY - timedelta(seconds=1)).numbers == 0
    assert lapse_reservations(at=NOON + DAY).numbers == 1
    assert lapse_reservations(at=NOON + DAY).numbers == 0

    with pytest.raises(NumberNotReserved):
        assign_number(holder="order:1", at=NOON + DAY)
    assert reserve_number(holder="order:2", country="ES", at=NOON + DAY).e164 == "+34611500000"


def test_a_reservation_that_ran_out_cannot_be_assigned_even_before_the_sweep(public):
    a_number_range(size=1)
    reserve_number(holder="order:1", country="ES", at=NOON)

    with pytest.raises(NumberNotReserved):
        assign_number(holder="order:1", at=NOON + DAY)

    again = reserve_number(holder="order:1", country="ES", at=NOON + DAY)
    assert again.until == NOON + DAY + DAY
    assert assign_number(holder="order:1", at=NOON + DAY) == again.e164


def test_an_assigned_number_stays_with_its_holder(public):
    a_number_range(size=1)
    reserve_number(holder="order:1", country="ES", at=NOON)
    assign_number(holder="order:1", at=NOON)

    assert assign_number(holder="order:1", at=NOON + DAY) == "+34611500000"
    assert lapse_reservations(at=NOON + 2 * DAY).numbers == 0
    assert PhoneNumber.objects.get().state == "assigned"


def test_a_number_rests_ninety_days_and_comes_back(public):
    a_number_range(size=1)
    reserve_number(holder="order:1", country="ES", at=NOON)
    assign_number(holder="order:1", at=NOON)
    quarantine_number(e164="+34611500000", at=NOON)
    quarantine_number(e164="+34611500000", at=NOON + DAY)

    with pytest.raises(NoNumberLeft):
        reserve_number(holder="order:2", country="ES", at=NOON + timedelta(days=89))
    assert recycle_numbers(at=NOON + timedelta(days=90) - timedelta(seconds=1)) == 0
    assert recycle_numbers(at=NOON + timedelta(days=90)) == 1

    later = NOON + timedelta(days=91)
    assert reserve_number(holder="order:2", country="ES", at=later).e164 == "+34611500000"
    told = [line.what for line in number_history(text="611 50 00 00", country="ES").lines]
    assert told == ["reserved", "recycled", "quarantined", "assigned", "reserved", "added"]


def test_the_database_refuses_a_number_held_by_nobody(public):
    a_number_range(size=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneNumber.objects.update(state="assigned")
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneNumber.objects.update(state="reserved", holder="order:1")
