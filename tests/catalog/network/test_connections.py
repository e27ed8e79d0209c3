"""The adapter keeps its connections: one client a process."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from catalog.network import tmf640_client
from catalog.network.port import NetworkUnreachable, Subscription
from catalog.network.tmf640_client import Tmf640Client
from outside.network.testing import ROOT

LINE = Subscription(e164="+34611500000", iccid="8934070000000000018", reference="svc-1")

FORKS = """
import os, sys
from catalog.network.port import Subscription
from catalog.network.tmf640_client import Tmf640Client

def ask():
    line = Subscription(e164="+34611500000", iccid="8934", reference="svc-1")
    Tmf640Client(url=sys.argv[1]).terminate(request_id="1", subscription=line)

ask()
child = os.fork()
ask() if child == 0 else os.waitpid(child, 0)
if child:
    ask()
"""


@dataclass
class Counted:
    """A network that only counts who is connected to it."""

    url: str = ""
    callers: list[int] = field(default_factory=list)
    is_deaf: bool = False

    def ask(self) -> bool:
        return Tmf640Client(url=self.url).terminate(request_id="1", subscription=LINE).is_done


@pytest.fixture
def network() -> Iterator[Counted]:
    counted = Counted()

    class Door(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_DELETE(self) -> None:
            counted.callers.append(self.client_address[1])
            if counted.is_deaf:
                self.close_connection = True
                return
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    counted.url = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield counted
    server.shutdown()
    server.server_close()


def test_two_requests_go_over_one_connection(network):
    assert [network.ask() for _ in range(3)] == [True] * 3

    assert len(network.callers) == 3
    assert len(set(network.callers)) == 1


def test_a_forked_process_opens_its_own_and_leaves_ours(network):
    # In a process of its own: this one has threads, which no fork should meet.
    subprocess.run([sys.executable, "-c", FORKS, network.url], cwd=ROOT, check=True)

    ours, theirs, ours_again = network.callers
    assert ours == ours_again != theirs


def test_a_connection_that_broke_is_replaced(network):
    network.ask()
    network.is_deaf = True
    with pytest.raises(NetworkUnreachable):
        network.ask()

    network.is_deaf = False

    assert network.ask()
    assert len(set(network.callers)) == 2


def test_the_connections_are_closed_when_the_process_ends(network, monkeypatch):
    at_the_end = []
    monkeypatch.setattr(tmf640_client.atexit, "register", at_the_end.append)
    tmf640_client._connections.cache_clear()
    network.ask()
    client = tmf640_client._connections()

    for close in at_the_end:
        close()

    tmf640_client._connections.cache_clear()
    assert client.is_closed
