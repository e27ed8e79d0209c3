"""Nothing more fits on the disk: nothing ends for good, and with room again all is as before."""

import time

import pytest

from tests.faults.conftest import fresh_folder, furnish
from tests.faults.customer import NotTaken, order_and_be_served, place_order, state_of
from tests.faults.disk import filled_up, small_disk
from tests.faults.house import running_house

FULL_SECONDS = 45
DISK_MEGABYTES = 420
SHOP = "vera"

pytestmark = pytest.mark.within(minutes=15)


def test_a_full_disk_ends_nothing_and_loses_no_order(prepared, request):
    with (
        fresh_folder("disk", request) as folder,
        small_disk(folder, megabytes=DISK_MEGABYTES) as is_small,
    ):
        furnish(folder, like=prepared)
        with running_house(folder) as house:
            house.wait_until_ready()
            acknowledged = [order_and_be_served(house, shop=SHOP)]

            with filled_up(house, is_small_disk=is_small):
                acknowledged += order_for(FULL_SECONDS, house)
                assert house.kith.supervisor.poll() is None, house.last_words()

            house.wait_until_ready()
            order_and_be_served(house, shop=SHOP)
            assert [order for order in acknowledged if state_of(house, order) == "unknown"] == []


def order_for(seconds, house):
    """Try to order all the time; return what the shop acknowledged."""
    until, placed = time.monotonic() + seconds, []
    while time.monotonic() < until:
        try:
            placed.append(place_order(house, shop=SHOP))
        except NotTaken:
            continue
    return placed
