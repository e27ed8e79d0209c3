"""The year follows from its seed, and fits the programme before anything happens."""

from collections import Counter
from datetime import timedelta

from outside.demo import cast
from outside.demo.plan import FULL, WINDOWS, plan_of
from tenants.accounts.handles import handle_shape, propose_handle
from tests.clock import NOON


def test_one_seed_tells_one_year():
    again = plan_of(seed=3, size=FULL, end=NOON)

    assert plan_of(seed=3, size=FULL, end=NOON).buyers == again.buyers
    assert plan_of(seed=4, size=FULL, end=NOON).buyers != again.buyers


def test_about_four_hundred_lines_are_opened():
    plan = plan_of(seed=3, size=FULL, end=NOON)
    buyers = [buyer for buyers in plan.buyers.values() for buyer in buyers]

    assert 390 <= sum(buyer.line_count for buyer in buyers) <= 460
    assert sum(buyer.line_count > 1 for buyer in buyers) >= 20


def test_nobody_is_taken_for_somebody_else():
    plan = plan_of(seed=3, size=FULL, end=NOON)
    buyers = [buyer for buyers in plan.buyers.values() for buyer in (*buyers, *plan.odd)]
    shapes = Counter(handle_shape(propose_handle(name)) for name in {one.name for one in buyers})

    assert set(shapes.values()) == {1}


def test_every_buyer_comes_in_exactly_one_window_after_their_shop_opened():
    plan = plan_of(seed=3, size=FULL, end=NOON)
    opened = {shop.slug: plan.day(shop.opens_on_day) for shop in cast.ALL_SHOPS}

    for slug, buyers in plan.buyers.items():
        came = [one for window in range(1, WINDOWS + 1) for one in plan.orders_in(slug, window)]
        assert came == sorted(buyers, key=lambda one: one.ordered_at)
        assert all(one.ordered_at >= opened[slug] for one in buyers)


def test_those_who_leave_were_there_for_two_months():
    plan = plan_of(seed=3, size=FULL, end=NOON)
    leaving = [one for buyers in plan.buyers.values() for one in buyers if one.ends_at]

    assert leaving
    assert all(one.ends_at - one.ordered_at > timedelta(days=60) for one in leaving)
