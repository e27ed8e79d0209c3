"""A month ahead, asked for beside a running demo."""

import sys
from contextlib import ExitStack
from itertools import count

import pytest

from kith.runtime.project import write_environment
from outside.demo.notes import (
    MONTH_DAYS,
    Clock,
    Year,
    ask_for_a_month,
    move_a_day,
    note_year,
    noted_clock,
)
from outside.launcher.demo import Demo
from outside.launcher.folder import alone_in
from outside.launcher.month import CannotMove, move_a_month
from outside.launcher.parts import Part


def test_a_month_that_was_asked_for_is_lived_and_its_days_are_said(tmp_path, capsys, monkeypatch):
    demo = Demo(tmp_path, port=8123)
    sleeper = Part("month", (sys.executable, "-c", "import signal; signal.pause()"))
    monkeypatch.setattr("outside.launcher.demo.month", lambda: sleeper)
    demo._is_open = demo._is_grown = demo._is_up = True
    try:
        demo._take_a_turn()
        assert not demo.supervisor.keeps("month")
        ask_for_a_month(tmp_path, ahead_days=0)
        for day in (False, True, False):
            if day:
                move_a_day(tmp_path)
            demo._take_a_turn()
            assert demo.supervisor.keeps("month")
    finally:
        demo.supervisor.stop()

    said = capsys.readouterr().out
    assert said.count("the demo lives a month ahead") == 1
    assert said.count("day 1 of 30 of the month ahead") == 1


def test_a_month_is_asked_for_beside_a_demo_that_runs_and_told_day_by_day(
    tmp_path, capsys, monkeypatch
):
    note_year(tmp_path, Year(12, is_over=True))
    write_environment(tmp_path, {"STRIPE_SECRET_KEY": "sk_test_kith_stand_in"})
    looks = count()
    # In the place of waiting: the demo lives a day while we look twice.
    monkeypatch.setattr(
        "outside.launcher.month.time.sleep", lambda _: next(looks) % 2 and move_a_day(tmp_path)
    )

    with alone_in(tmp_path):
        move_a_month(tmp_path)

    said = capsys.readouterr().out.splitlines()
    assert said[:30] == [f"day {day} of 30" for day in range(1, 31)]
    assert said[30:] == ["The demo's clock is 30 days ahead now, and stays so."]


def test_when_the_demo_ends_on_the_way_its_days_are_waited_for_no_longer(tmp_path, monkeypatch):
    note_year(tmp_path, Year(12, is_over=True))
    write_environment(tmp_path, {"STRIPE_SECRET_KEY": "sk_test_kith_stand_in"})
    demo = ExitStack()
    demo.enter_context(alone_in(tmp_path))
    looks = iter([demo.close])
    # In the place of waiting: the demo ends, and nobody looks a second time.
    monkeypatch.setattr("outside.launcher.month.time.sleep", lambda _: next(looks)())

    with pytest.raises(CannotMove, match="No demo runs"):
        move_a_month(tmp_path)

    assert noted_clock(tmp_path) == Clock(0, MONTH_DAYS, is_moving=True)


def test_without_a_demo_in_its_first_year_and_with_the_real_stripe_no_month_is_asked_for(tmp_path):
    with pytest.raises(CannotMove, match="No demo runs"):
        move_a_month(tmp_path)
    note_year(tmp_path, Year(4))
    with alone_in(tmp_path):
        with pytest.raises(CannotMove, match="first year"):
            move_a_month(tmp_path)
        note_year(tmp_path, Year(12, is_over=True))
        write_environment(tmp_path, {"STRIPE_SECRET_KEY": "sk_test_a_real_one"})
        with pytest.raises(CannotMove, match="Stripe"):
            move_a_month(tmp_path)

    assert noted_clock(tmp_path) == Clock()
