import os
import signal
import socket

import pytest
import redis

from kith.runtime.ports import LOOPBACK, PortTaken
from kith.runtime.valkey import valkey_server
from tests.kith.runtime.probes import has_ended_within, owner_of_process


def test_it_asks_for_a_password_and_never_runs_as_root(state_dir):
    with valkey_server(state_dir) as server:
        with redis.Redis.from_url(server.url) as known:
            known.set("letter", "read")
            assert known.get("letter") == b"read"
        with redis.Redis(host=LOOPBACK, port=server.port) as stranger:
            with pytest.raises(redis.AuthenticationError):
                stranger.get("letter")
        assert owner_of_process(server.pid) != 0


def test_it_never_forgets_one_letter_to_make_room_for_another(state_dir):
    with valkey_server(state_dir) as server, redis.Redis.from_url(server.url) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_a_persistent_one_keeps_what_it_holds_through_a_kill(state_dir):
    with valkey_server(state_dir, persistent=True) as server:
        with redis.Redis.from_url(server.url) as client:
            client.set("letter", "kept")
            client.execute_command("WAITAOF", 1, 0, 5000)
        killed = server.pid
        os.kill(killed, signal.SIGKILL)
        assert has_ended_within(killed, 5)

        server.start()

        with redis.Redis.from_url(server.url) as client:
            assert client.get("letter") == b"kept"


def test_a_port_that_somebody_has_is_refused(state_dir):
    with socket.create_server((LOOPBACK, 0)) as stranger:
        with pytest.raises(PortTaken):
            valkey_server(state_dir, stranger.getsockname()[1])


def test_two_run_side_by_side(state_dir):
    with valkey_server(state_dir / "one") as one, valkey_server(state_dir / "two") as two:
        with redis.Redis.from_url(one.url) as first, redis.Redis.from_url(two.url) as second:
            first.set("letter", "here")
            assert second.get("letter") is None
