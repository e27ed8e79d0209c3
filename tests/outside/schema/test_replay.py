"""
The script an empty database is built from, and when it is not taken.

That it builds what the migrations build is proved by `make check`, which carries both out.
"""

import pytest
from django.db import connection

from kith.wall.migrator import template_level
from kith.wall.side import as_owner
from outside.schema import replay
from outside.schema.script import PLACE, Script, kept_script, shipped_files


def test_the_kept_script_is_of_migrations_that_are_still_what_they_were():
    assert kept_script().fits(shipped_files())


def test_it_reads_back_as_it_was_written():
    script = kept_script()

    assert script.statements.startswith("CREATE")
    assert script.text == PLACE.read_text()


def test_a_migration_that_was_changed_or_taken_away_makes_it_unfit():
    script = Script({"lines.0001": "aa", "lines.0002": "bb"}, "")

    assert script.fits({"lines.0001": "aa", "lines.0002": "bb", "lines.0003": "cc"})
    assert not script.fits({"lines.0001": "aa", "lines.0002": "other"})
    assert not script.fits({"lines.0001": "aa"})
    assert not Script({}, "").fits({"lines.0001": "aa"})


def test_where_something_stands_nothing_is_replayed(rolled_back, monkeypatch):
    monkeypatch.setattr(replay, "_replay", lambda script: pytest.fail("replayed"))

    report = replay.bring_up_to_date()

    assert (report.planned, report.tenants, report.failed) == ([], 0, {})


def test_what_the_house_was_built_from_stands_at_the_level_of_the_code(rolled_back):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT level FROM public.kith_step ORDER BY position DESC LIMIT 1")
        assert cursor.fetchone() == (template_level(),)
