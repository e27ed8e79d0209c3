from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from catalog.numbering.models import PhoneNumber, SimCard
from catalog.numbering.queries import number_history
from catalog.numbering.usecases.assign_numbers import NoNumberLeft, assign_numbers
from catalog.numbering.usecases.assign_sims import NoSimLeft, assign_sims
from catalog.numbering.usecases.quarantine_number import quarantine_number
from catalog.numbering.usecases.recycle_numbers import recycle_numbers
from tests.clock import NOON
from tests.factories.numbering import a_number_range, some_sims

DAY = timedelta(hours=24)


def assigned(*holders, country="ES", at=NOON):
    return assign_numbers(holders=holders, country=country, at=at)


def test_each_holder_gets_the_number_that_was_free_the_longest(public):
    a_number_range()

    assert assigned("order:1", "order:2") == {
        "order:1": "+34611500000",
        "order:2": "+34611500001",
    }
    assert PhoneNumber.objects.filter(state="assigned").count() == 2


def test_the_same_holder_has_the_same_number_for_good(public):
    a_number_range()
    first = assigned("order:1")

    again = assigned("order:1", "order:2", at=NOON + 400 * DAY)

    assert again == {**first, "order:2": "+34611500001"}
    assert PhoneNumber.objects.filter(state="assigned").count() == 2


def test_too_small_a_pool_refuses_all_and_moves_nothing(public):
    a_number_range(size=2)
    some_sims(count=2)
    assigned("order:1")
    assign_sims(holders=["order:1"], form="esim", at=NOON)

    for holders, country in ((["order:2", "order:3"], "ES"), (["order:2"], "PT")):
        with pytest.raises(NoNumberLeft):
            assigned(*holders, country=country)
    for holders, form in ((["order:2", "order:3"], "esim"), (["order:2"], "physical")):
        with pytest.raises(NoSimLeft):
            assign_sims(holders=holders, form=form, at=NOON)

    for pool in (PhoneNumber, SimCard):
        assert pool.objects.filter(state="assigned").count() == 1


def test_the_same_holder_has_the_same_sim_for_good(public):
    some_sims(count=2)
    first = assign_sims(holders=["order:1"], form="esim", at=NOON)["order:1"]

    again = assign_sims(holders=["order:2", "order:1"], form="esim", at=NOON + DAY)

    assert again["order:1"] == first
    assert again["order:2"].iccid != first.iccid
    sim = SimCard.objects.get(holder="order:1")
    assert (sim.iccid, sim.imsi, sim.activation_code, sim.assigned_at) == (
        first.iccid,
        first.imsi,
        first.activation_code,
        NOON,
    )


def test_a_number_rests_ninety_days_and_comes_back(public):
    a_number_range(size=1)
    assigned("order:1")
    quarantine_number(e164="+34611500000", at=NOON)
    quarantine_number(e164="+34611500000", at=NOON + DAY)

    with pytest.raises(NoNumberLeft):
        assigned("order:2", at=NOON + timedelta(days=89))
    assert recycle_numbers(at=NOON + timedelta(days=90) - timedelta(seconds=1)) == 0
    assert recycle_numbers(at=NOON + timedelta(days=90)) == 1

    later = NOON + timedelta(days=91)
    assert assigned("order:2", at=later) == {"order:2": "+34611500000"}
    told = [line.what for line in number_history(text="611 50 00 00", country="ES").lines]
    assert told == ["assigned", "recycled", "quarantined", "assigned", "added"]


def test_the_database_refuses_a_number_held_by_nobody(public):
    a_number_range(size=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneNumber.objects.update(state="assigned")
    with pytest.raises(IntegrityError), transaction.atomic():
        PhoneNumber.objects.update(holder="order:1")
