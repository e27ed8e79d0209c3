"""Runs and recoveries of an earlier release are numbered on."""

from datetime import UTC, datetime

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kith.series.numbers import next_number
from kith.wall.side import as_owner

AT = datetime(2026, 5, 1, tzinfo=UTC)
BEFORE = [("settlement", "0010_surpluses_go_back_by_themselves")]
AFTER = [("settlement", "0011_runs_and_recoveries_are_numbered_by_series")]


def test_the_numbers_of_runs_go_on(public):
    with as_owner():
        # As it was then: today's run has more columns.
        runs = (
            MigrationExecutor(connection)
            .migrate(BEFORE)
            .apps.get_model("settlement", "Run")
            .objects
        )
        for number in ("R-2026-009", "R-2026-011", "R-2025-040"):
            runs.create(key=number, number=number, currency="EUR", cut_off_at=AT, frozen_at=AT)
        MigrationExecutor(connection).migrate(AFTER)

    assert next_number(prefix="R-", at=AT, digits=3) == "R-2026-012"
    assert next_number(prefix="B-", at=AT, digits=4) == "B-2026-0001"
