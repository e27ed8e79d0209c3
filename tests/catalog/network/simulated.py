"""A simulated network in a process of its own, one a test session, and an ear for its callbacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Semaphore, Thread

import pytest
from django.conf import settings

from catalog.network.signature import HEADER
from outside.network.testing import RunningSimulator, start_simulator

__all__ = ["Callback", "Ear", "ear", "network_simulator", "simulator_of_session"]


@dataclass(frozen=True)
class Callback:
    body: bytes
    signature: str


@dataclass
class Ear:
    """What the network called back, as it was received."""

    url: str
    heard: list[Callback] = field(default_factory=list)
    # What is answered, as JSON; nothing by itself.
    answer: bytes = b""
    _arrived: Semaphore = field(default_factory=lambda: Semaphore(0))

    def hear(self, callback: Callback) -> None:
        self.heard.append(callback)
        self._arrived.release()

    def wait(self) -> Callback:
        """Wait for the next callback and give the last one heard."""
        assert self._arrived.acquire(timeout=20), "nobody called back"
        return self.heard[-1]


@pytest.fixture(scope="session")
def simulator_of_session() -> Iterator[RunningSimulator]:
    with start_simulator(secret=settings.NETWORK_CALLBACK_SECRET) as running:
        yield running


@pytest.fixture
def network_simulator(simulator_of_session, settings) -> RunningSimulator:
    """The simulated network, with an empty memory, behind our port."""
    simulator_of_session.reset()
    simulator_of_session.call_back_at("")
    settings.NETWORK_URL = simulator_of_session.url
    settings.NETWORK_ADAPTER = "tmf640"
    return simulator_of_session


@pytest.fixture
def ear(network_simulator) -> Iterator[Ear]:
    """Listen where the network calls back."""
    listening = Ear(url="")

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listening.hear(Callback(body, self.headers[HEADER]))
            self.send_response(200 if listening.answer else 204)
            if listening.answer:
                self.send_header("Content-Length", str(len(listening.answer)))
            self.end_headers()
            self.wfile.write(listening.answer)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    listening.url = f"http://127.0.0.1:{server.server_address[1]}/network/callback"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    network_simulator.call_back_at(listening.url)
    yield listening
    server.shutdown()
    server.server_close()
