"""Eight threads with transactions of their own, against committed rows that are removed after."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.test import override_settings

from catalog.numbering.identifiers import print_sims
from catalog.numbering.models import NumberEvent, NumberRange, PhoneNumber, SimCard
from catalog.numbering.usecases.add_number_range import add_number_range
from catalog.numbering.usecases.add_sim_batch import add_sim_batch
from catalog.numbering.usecases.assign_numbers import NoNumberLeft, assign_numbers
from catalog.numbering.usecases.assign_sims import assign_sims
from kith.wall import in_public
from tests.clock import NOON

THREADS = 8
BATCH = "eight threads"


@pytest.fixture
def portuguese_numbers(house):
    """Thirty numbers and SIMs that every connection sees."""
    with in_public():
        with override_settings(KITH_COUNTRY="PT"):
            add_number_range(
                first="+351912000000",
                last="+351912000029",
                label=BATCH,
                at=NOON,
                is_doubt_settled=True,
            )
        add_sim_batch(
            rows=list(print_sims(count=30, form="physical", start=900_000)), batch=BATCH, at=NOON
        )
        yield
        NumberEvent.objects.filter(number__country="PT").delete()
        PhoneNumber.objects.filter(country="PT").delete()
        NumberRange.objects.filter(country="PT").delete()
        SimCard.objects.filter(batch=BATCH).delete()


def at_once(work, count=THREADS):
    """Run the work in threads, each with its own connection."""

    def run(n):
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.usefixtures("portuguese_numbers")
def test_different_orders_get_different_numbers_until_none_is_left():
    def take_five(thread):
        taken = []
        for n in range(5):
            try:
                holders = [f"order:{thread}-{n}"]
                taken += assign_numbers(holders=holders, country="PT", at=NOON).values()
            except NoNumberLeft:
                pass
        return taken

    taken = [e164 for mine in at_once(take_five) for e164 in mine]

    assert len(taken) == len(set(taken)) == 30


@pytest.mark.usefixtures("portuguese_numbers")
def test_one_order_asked_for_eight_times_gets_one_number_and_one_sim():
    def take(_):
        try:
            assign_numbers(holders=["order:one"], country="PT", at=NOON)
            assign_sims(holders=["order:one"], form="physical", at=NOON)
        except IntegrityError:
            return False
        return True

    assert True in at_once(take)
    assert take(0)

    assert PhoneNumber.objects.filter(country="PT", state="assigned").count() == 1
    assert SimCard.objects.filter(batch=BATCH, state="assigned").count() == 1
