"""The house the other faults break, unbroken: what they wait for afterwards happens at all."""

from tests.faults.customer import order_and_be_served, state_of


def test_somebody_orders_in_a_shop_and_is_served(house):
    order = order_and_be_served(house, shop="vera")

    assert state_of(house, order) == "active"
    assert house.ready()[0] == 200
