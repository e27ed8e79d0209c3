"""The cache that libraries guard people by stands in a table."""

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection

from kith.limits.models import Kept
from kith.wall import on_side
from tests.clock import NOON


@pytest.fixture
def kept(public):
    with time_machine.travel(NOON, tick=False) as clock:
        yield caches["default"], clock


def test_a_value_is_kept_until_its_time_is_over(kept):
    cache, clock = kept
    cache.set("codes", [1.5, "two"], timeout=30)

    assert cache.get("codes") == [1.5, "two"]
    clock.shift(30)
    assert cache.get("codes", "none") == "none"
    assert "codes" not in cache


def test_only_the_first_of_two_is_added(kept):
    cache, clock = kept

    assert cache.add("lock", True, timeout=10)
    assert not cache.add("lock", True, timeout=10)
    clock.shift(10)
    assert cache.add("lock", True, timeout=10)


def test_a_kept_nothing_is_not_the_same_as_nothing_kept(kept):
    cache, _ = kept
    cache.set("empty", None)

    assert cache.get("empty", "none") is None
    assert cache.get("other", "none") == "none"


def test_what_is_deleted_or_touched_says_whether_it_was_there(kept):
    cache, clock = kept
    cache.set("code", "y", timeout=10)

    assert cache.touch("code", 60)
    clock.shift(30)
    assert cache.get("code") == "y"
    assert cache.delete("code")
    assert not cache.delete("code")
    assert not cache.touch("code", 60)


def test_it_counts_up(kept):
    cache, _ = kept
    cache.set("count", 1)

    assert cache.incr("count") == 2


def test_it_is_reached_from_any_side_and_keeps_no_pickles(kept, acme):
    cache, _ = kept
    with on_side(None):
        cache.set("word", "y")

    assert cache.get("word") == "y"
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("SELECT * FROM public.limits_kept")


def test_clearing_forgets_everything(kept):
    cache, _ = kept
    cache.set("word", "y")
    cache.clear()

    assert not Kept.objects.exists()
