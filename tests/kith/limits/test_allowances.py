"""So many in so long, counted in PostgreSQL."""

from datetime import timedelta

import pytest

from kith.limits.allowances import Rate, TooOften, give_back, spend
from kith.limits.models import Allowance
from kith.limits.sweeping import sweep_limits
from kith.wall import in_public, in_tenant
from tests.at_once import AT_ONCE, together
from tests.clock import NOON

THREE_A_MINUTE = Rate(3, timedelta(minutes=1))


def ask(at, by="ana", rate=THREE_A_MINUTE):
    spend("looking", by=by, rate=rate, at=at)


def test_all_may_come_at_once_and_one_more_says_when(public):
    for _ in range(3):
        ask(NOON)

    with pytest.raises(TooOften) as refusal:
        ask(NOON)

    assert refusal.value.wait == timedelta(seconds=20)
    assert "20 seconds" in refusal.value.mend


def test_what_was_refused_is_not_counted(public):
    for _ in range(3):
        ask(NOON)
    for _ in range(10):
        with pytest.raises(TooOften):
            ask(NOON)

    ask(NOON + timedelta(seconds=20))

    with pytest.raises(TooOften):
        ask(NOON + timedelta(seconds=21))


def test_nobody_spends_what_is_anothers(public):
    for _ in range(3):
        ask(NOON, by="ana")

    ask(NOON, by="bo")


def test_what_was_no_misuse_is_given_back(public):
    for _ in range(3):
        ask(NOON)
    give_back("looking", by="ana", rate=THREE_A_MINUTE)

    ask(NOON)


def test_a_shop_counts_on_the_same_books_as_the_network(acme, rolled_back):
    for _ in range(3):
        ask(NOON)

    with in_tenant(rolled_back["globex"]), pytest.raises(TooOften):
        ask(NOON)


def test_eight_at_once_do_not_all_take_the_last_one(house):
    rate = Rate(3, timedelta(hours=1))
    try:
        said = together(in_public, lambda _: ask(NOON, by="eight", rate=rate), TooOften)
    finally:
        with in_public():
            Allowance.objects.all().delete()

    assert sum(answer is None for answer in said) == 3
    assert sum(isinstance(answer, TooOften) for answer in said) == AT_ONCE - 3


def test_nothing_readable_is_kept_of_who_asked(public):
    ask(NOON, by="203.0.113.9")

    assert "203" not in Allowance.objects.get().key


def test_what_is_over_is_swept(public):
    ask(NOON)

    assert sweep_limits(at=NOON + timedelta(seconds=19)) == 0
    assert sweep_limits(at=NOON + timedelta(seconds=20)) == 1
