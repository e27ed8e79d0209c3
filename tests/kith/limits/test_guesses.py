"""Tries at a secret: free at first, then ever longer waits, and never for good."""

from datetime import timedelta

import pytest

from kith.limits.allowances import TooOften
from kith.limits.guesses import begin_guess, forgive, forgive_last
from kith.limits.models import Guessing
from kith.wall import in_public
from tests.at_once import together
from tests.clock import NOON


def guess(at=NOON, by="ana"):
    begin_guess("secret", by=by, at=at)


def wait_at(at):
    with pytest.raises(TooOften) as refusal:
        guess(at)
    return refusal.value.wait


def test_the_first_five_are_free_and_each_wait_is_longer(public):
    for _ in range(5):
        guess()
    at, waits = NOON, []
    for _ in range(6):
        waits.append(wait_at(at) // timedelta(minutes=1))
        at += timedelta(minutes=waits[-1])
        guess(at)

    assert waits == [1, 2, 4, 8, 15, 15]


def test_asking_during_the_wait_makes_it_no_longer(public):
    for _ in range(5):
        guess()
    for second in range(59):
        wait_at(NOON + timedelta(seconds=second))

    guess(NOON + timedelta(minutes=1))


def test_the_right_one_forgets_those_before_it(public):
    for _ in range(5):
        guess()
    forgive("secret", by="ana")

    guess()


def test_taking_the_last_one_back_leaves_those_of_others(public):
    for _ in range(5):
        guess()
    forgive_last("secret", by="ana", at=NOON)
    guess()

    assert wait_at(NOON) == timedelta(minutes=1)


def test_a_day_without_a_try_forgets_them(public):
    for _ in range(5):
        guess()
    tomorrow = NOON + timedelta(days=1)
    for _ in range(5):
        guess(tomorrow)

    assert wait_at(tomorrow) == timedelta(minutes=1)


def test_of_eight_at_once_five_are_heard(house):
    try:
        said = together(in_public, lambda _: guess(by="eight"), TooOften)
    finally:
        with in_public():
            Guessing.objects.all().delete()

    assert sum(answer is None for answer in said) == 5
