"""Asking a part whether it lives: an answer, none yet, or none at all; and never a wait."""

import socket
import time

import pytest

from kith.runtime.ports import LOOPBACK, free_port
from kith.runtime.postgres import postgres_server
from kith.runtime.valkey import valkey_server
from outside.dns.name_server import NameServer
from outside.launcher.asking import (
    Exchange,
    Unanswered,
    dns_question,
    http_question,
    postgres_question,
    valkey_question,
)
from outside.launcher.parts import Ports, web
from outside.stripe.testing import start_fake_stripe


def answer_to(question, seconds=20):
    exchange = Exchange(question)
    deadline = time.monotonic() + seconds
    try:
        while (answer := exchange.look()) is None:
            assert time.monotonic() < deadline, "no answer"
        return answer
    finally:
        exchange.close()


def test_each_kind_of_server_answers_a_stranger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    with (
        postgres_server(folder, fast=True) as postgres,
        valkey_server(folder) as valkey,
        NameServer(port=0, state=folder / "dns.json") as names,
        start_fake_stripe() as stripe,
    ):
        port = int(stripe.base.rpartition(":")[2])

        assert answer_to(postgres_question(postgres.port)) is True
        assert answer_to(valkey_question(valkey.port)) is True
        assert answer_to(dns_question(names.port)) is True
        assert answer_to(http_question(port, "/", host=LOOPBACK))[0] == 404
        postgres.remove()


def test_a_page_of_json_comes_with_its_status_however_it_is_cut():
    with socket.create_server((LOOPBACK, 0)) as door:
        question = http_question(door.getsockname()[1], "/readyz", host="kith.localhost")
        exchange = Exchange(question)
        there, _ = door.accept()
        before = exchange.look()
        there.recv(65_536)
        with there:
            there.sendall(b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: x\r\n\r\n{")
            in_the_middle = exchange.look()
            there.sendall(b'"missing": ["relay"]}')
        answer, deadline = None, time.monotonic() + 20
        while answer is None and time.monotonic() < deadline:
            answer = exchange.look()
        exchange.close()

    assert (before, in_the_middle) == (None, None)
    assert answer == (503, {"missing": ["relay"]})


def test_where_nobody_listens_it_is_known_at_once():
    with pytest.raises(Unanswered):
        answer_to(postgres_question(free_port()))


def test_one_who_takes_the_call_and_says_nothing_is_only_waited_for():
    with socket.create_server((LOOPBACK, 0)) as door:
        exchange = Exchange(valkey_question(door.getsockname()[1]))

        assert [exchange.look() for _ in range(3)] == [None, None, None]
        exchange.close()


@pytest.mark.parametrize(
    ("listens_at", "asked_at"),
    [("127.0.0.1", LOOPBACK), ("0.0.0.0", LOOPBACK), ("::", "::1"), ("localhost", "localhost")],
)
def test_what_listens_everywhere_is_asked_here(listens_at, asked_at):
    part = web(Ports(web=1, network=2, stripe=3, dns=4), listens_at)

    assert part.question.address == asked_at
