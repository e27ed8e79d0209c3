import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kith.runtime.ports import LOOPBACK, kept_ports
from kith.runtime.project import PROJECT, adopt_environment, write_environment
from outside.demo.notes import Year, note_year
from outside.launcher.demo import Demo
from outside.launcher.folder import AlreadyRunning, alone_in, reset
from outside.launcher.parts import Part, Ports, outside_world, shared_environment

PORTS = Ports(web=8000, network=1, stripe=2, dns=3)


def demo(**env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "outside.launcher.demo"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT / "platform"), **env},
        capture_output=True,
        text=True,
        check=False,
    )


def shared(given: dict[str, str], state_dir: Path) -> dict[str, str]:
    return shared_environment(
        given, state_dir=state_dir, ports=PORTS, database_url="postgres://x", redis_url="redis://x"
    )


def test_a_taken_port_is_a_clear_error_that_names_another(tmp_path):
    with socket.create_server((LOOPBACK, 0)) as stranger:
        port = stranger.getsockname()[1]
        ended = demo(PORT=str(port), KITH_STATE_DIR=str(tmp_path / "state"))

    assert ended.returncode == 1
    assert f"Port {port}, wanted by Kith's web server, is taken." in ended.stderr
    assert f"make demo PORT={port + 1}" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_list_of_people_that_is_missing_ends_nothing(tmp_path, capsys):
    demo = Demo(tmp_path, port=8123)

    demo.introduce()

    said = capsys.readouterr().out
    assert "http://kith.localhost:8123/accounts/demo/" in said
    assert "Kith runs at http://kith.localhost:8123/" in said


def test_how_far_the_year_is_is_said_once_a_month_and_then_the_clock_begins(
    tmp_path, capsys, monkeypatch
):
    demo = Demo(tmp_path, port=8123)
    for name in ("at_work", "scheduler", "year"):
        sleeper = Part(name, (sys.executable, "-c", "import signal; signal.pause()"))
        parts = [sleeper] if name == "at_work" else sleeper
        monkeypatch.setattr(f"outside.launcher.demo.{name}", lambda *env, parts=parts: parts)
    demo._is_open = True
    try:
        demo.grow()
        for lived in (4, 4, 5):
            note_year(tmp_path, Year(lived))
            demo._take_a_turn()
        assert not demo.supervisor.keeps("scheduler")
        del demo.supervisor._kept["year"]
        demo._take_a_turn()
        assert demo.supervisor.keeps("scheduler")
    finally:
        demo.supervisor.stop()

    said = capsys.readouterr().out
    assert said.count("4 of 12 months") == said.count("5 of 12 months") == 1


@pytest.mark.parametrize("port", ["eight", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(port, tmp_path):
    ended = demo(PORT=port, KITH_STATE_DIR=str(tmp_path / "state"))

    assert ended.returncode == 1
    assert "It must be a number from 1 to 65535." in ended.stderr


def test_a_second_demo_in_the_same_folder_is_refused(tmp_path):
    with alone_in(tmp_path), pytest.raises(AlreadyRunning, match=str(os.getpid())):
        with alone_in(tmp_path):
            pass


def test_a_reset_deletes_everything_unless_the_demo_runs(tmp_path):
    state_dir = tmp_path / "demo"
    with alone_in(state_dir):
        with pytest.raises(AlreadyRunning):
            reset(state_dir)
    assert state_dir.exists()

    reset(state_dir)

    assert not state_dir.exists()


def test_secrets_are_drawn_once_and_kept_closed(tmp_path):
    first = shared({}, tmp_path)
    second = shared({}, tmp_path)

    assert first == second
    assert len(first["SECRET_KEY"]) >= 40
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()}
    assert modes == {0o600}


def test_keys_of_the_real_stripe_leave_the_stand_in_out(tmp_path):
    given = {"STRIPE_SECRET_KEY": "sk_test_of_my_own", "STRIPE_API_BASE": "https://stripe.example"}
    env = shared(given, tmp_path)

    assert env["STRIPE_SECRET_KEY"] == "sk_test_of_my_own"
    assert env["STRIPE_API_BASE"] == "https://stripe.example"
    assert "stripe" not in [part.name for part in outside_world(tmp_path, PORTS, env)]


def test_without_keys_the_stand_in_for_stripe_runs(tmp_path):
    env = shared({}, tmp_path)

    assert "stripe" in [part.name for part in outside_world(tmp_path, PORTS, env)]
    assert env["STRIPE_API_BASE"] == "http://127.0.0.1:2"


def test_on_a_phone_the_payment_pages_stand_where_the_shops_do(tmp_path):
    env = shared({"KITH_NETWORK_HOST": "kith.example"}, tmp_path)
    [stripe] = [one for one in outside_world(tmp_path, PORTS, env, address="::") if one.port == 2]

    assert "http://kith.example:2" in stripe.argv
    assert "http://kith.example:8000/webhooks/stripe" in stripe.argv
    # Kith itself speaks with it as ever.
    assert (env["STRIPE_API_BASE"], stripe.question.address) == ("http://127.0.0.1:2", "::1")


def test_a_part_keeps_its_port_while_it_can(tmp_path):
    path = tmp_path / "ports.json"
    first = kept_ports(path, ["postgres", "valkey"])
    assert kept_ports(path, ["postgres", "valkey"]) == first

    with socket.create_server((LOOPBACK, first["valkey"])):
        moved = kept_ports(path, ["postgres", "valkey"])

    assert moved["postgres"] == first["postgres"]
    assert moved["valkey"] != first["valkey"]
    assert json.loads(path.read_text()) == moved


def test_a_command_beside_the_demo_takes_over_its_environment(tmp_path, monkeypatch):
    # Set first, so that it is taken away again where there was none.
    monkeypatch.setenv("DATABASE_URL", "postgres://before")
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("KITH_PORT", "9999")
    write_environment(tmp_path, {"DATABASE_URL": "postgres://demo", "KITH_PORT": "8000"})

    assert adopt_environment(tmp_path)

    assert os.environ["DATABASE_URL"] == "postgres://demo"
    assert os.environ["KITH_PORT"] == "9999"
    assert not adopt_environment(tmp_path)
    monkeypatch.delenv("DATABASE_URL")
