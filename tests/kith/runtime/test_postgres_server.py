import os
import signal
import socket
import stat
import subprocess
import sys

import psycopg2
import pytest

from kith.runtime.ports import LOOPBACK, PortTaken, free_port
from kith.runtime.postgres import StrangersDatabase, postgres_server, require_own_data
from kith.runtime.project import PROJECT
from kith.runtime.server import ServerDidNotStart
from tests.kith.runtime.probes import has_ended_within, owner_of_process, rows

START_AND_WAIT = """
import sys
from pathlib import Path
from kith.runtime.postgres import postgres_server
server = postgres_server(Path(sys.argv[1]), fast=True)
print(server.pid, server.url, flush=True)
sys.stdin.read()
"""


def test_it_runs_with_the_settings_and_the_locale_kith_needs(state_dir):
    with postgres_server(state_dir) as server:
        found = rows(
            server.url,
            "SELECT current_setting('max_locks_per_transaction'), current_setting('fsync'),"
            " current_setting('listen_addresses'), current_setting('TimeZone'),"
            " datlocprovider::text, datlocale, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()",
        )
        sockets = list((server.data_directory.parent / "socket").iterdir())

    assert found == [("512", "on", LOOPBACK, "UTC", "b", "C.UTF-8", "UTF8")]
    assert f".s.PGSQL.{server.port}" in [path.name for path in sockets]


def test_its_data_is_closed_to_others_and_it_never_runs_as_root(state_dir):
    with postgres_server(state_dir, fast=True) as server:
        facts = server.data_directory.stat()

        assert stat.S_IMODE(facts.st_mode) == 0o700
        assert owner_of_process(server.pid) == facts.st_uid != 0


def test_a_folder_its_account_cannot_reach_gets_a_home_outside(closed_state_dir):
    with postgres_server(closed_state_dir, fast=True) as server:
        home = server.data_directory.parent
        assert rows(server.url, "SELECT 1") == [(1,)]

    server.remove()

    assert not closed_state_dir.exists()
    assert not home.exists()


def test_two_run_side_by_side_each_with_data_of_its_own(state_dir):
    with (
        postgres_server(state_dir / "one", fast=True) as one,
        postgres_server(state_dir / "two", fast=True) as two,
    ):
        rows(one.superuser_url, "CREATE TABLE only_here AS SELECT 1 AS x")

        with pytest.raises(psycopg2.errors.UndefinedTable):
            rows(two.superuser_url, "SELECT x FROM only_here")
        assert one.port != two.port


def test_a_port_that_somebody_has_is_refused(state_dir):
    with socket.create_server((LOOPBACK, 0)) as stranger:
        port = stranger.getsockname()[1]

        with pytest.raises(PortTaken, match=str(port)):
            postgres_server(state_dir, port, fast=True)


def test_a_strangers_database_on_our_port_is_never_trusted(state_dir):
    with postgres_server(state_dir, fast=True) as server:
        with pytest.raises(StrangersDatabase, match="Nothing was written"):
            require_own_data(server.superuser_url, state_dir / "elsewhere")


def test_a_second_server_on_the_same_data_is_refused(state_dir, monkeypatch):
    with postgres_server(state_dir, fast=True) as first:
        monkeypatch.setattr("kith.runtime.server.START_SECONDS", 1)
        with pytest.raises(ServerDidNotStart, match=r"postmaster\.pid"):
            postgres_server(state_dir, free_port(), fast=True)

        assert rows(first.url, "SELECT 1") == [(1,)]


def test_what_was_committed_survives_a_kill_and_the_server_starts_again(state_dir):
    with postgres_server(state_dir) as server:
        rows(server.superuser_url, "CREATE TABLE kept AS SELECT 42 AS answer")
        killed = server.pid
        os.kill(killed, signal.SIGKILL)
        assert has_ended_within(killed, 5)
        assert not server.is_alive()

        server.start()

        assert server.pid != killed
        assert rows(server.superuser_url, "SELECT answer FROM kept") == [(42,)]


def test_data_outlives_the_server(state_dir):
    with postgres_server(state_dir) as first:
        rows(first.superuser_url, "CREATE TABLE kept AS SELECT 42 AS answer")

    with postgres_server(state_dir) as second:
        assert rows(second.superuser_url, "SELECT answer FROM kept") == [(42,)]
        assert second.url.split("@")[0] == first.url.split("@")[0]


def test_it_dies_with_a_parent_that_was_killed(state_dir):
    parent = subprocess.Popen(
        [sys.executable, "-c", START_AND_WAIT, str(state_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": f"{PROJECT / 'platform'}"},
    )
    pid, url = parent.stdout.readline().split()
    assert rows(url, "SELECT 1") == [(1,)]

    parent.kill()
    parent.communicate()

    assert has_ended_within(int(pid), 5)


def test_a_cluster_that_was_interrupted_while_being_made_is_made_anew(state_dir):
    with postgres_server(state_dir, fast=True) as server:
        half_made = server.data_directory.with_name("data.draft")
        server.stop()
        server.data_directory.rename(half_made)
        (half_made / "PG_VERSION").unlink()

    with postgres_server(state_dir, fast=True) as again:
        assert rows(again.url, "SELECT 1") == [(1,)]


def test_one_that_is_long_in_recovery_is_waited_for_with_words(state_dir, monkeypatch):
    monkeypatch.setattr("kith.runtime.server.START_SECONDS", 0.5)
    monkeypatch.setattr("kith.runtime.server.SAY_SECONDS", 1.0)
    with postgres_server(state_dir) as server:
        data = server.data_directory
    with (data / "postgresql.auto.conf").open("a") as settings:
        settings.write("hot_standby = off\n")
    # It stays in recovery, and says so, until somebody tells it that this is the end of the log.
    (data / "standby.signal").touch()
    said = []

    def promote_at_the_third(words: str) -> None:
        said.append(words)
        if len(said) == 3:
            (data / "promote").touch()
            os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGUSR1)

    with postgres_server(state_dir, say=promote_at_the_third) as server:
        assert rows(server.url, "SELECT 1") == [(1,)]

    assert len(said) == 3
    assert "is not ready after" in said[0]
    assert "not accepting connections" in said[0]
