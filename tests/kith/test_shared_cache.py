"""The cache that nobody misses: Valkey stopped, hung and back again."""

import logging
import os
import pickle
import signal

import pytest
import redis
from django.core.cache import caches

from kith import shared_cache
from tests.house import shared_valkey


@pytest.fixture
def valkey(tmp_path_factory, servers, monkeypatch):
    monkeypatch.setattr(shared_cache, "_absence", shared_cache.Absence())
    with shared_valkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server


def every_question(cache):
    """Ask all that a cache can be asked."""
    return {
        "get": cache.get("page", "none"),
        "set": cache.set("page", "html"),
        "add": cache.add("lock", True),
        "touch": cache.touch("page"),
        "incr": cache.incr("count"),
        "has": cache.has_key("page"),
        "many": cache.get_many(["page"]),
        "keep many": cache.set_many({"page": "html"}),
        "delete": cache.delete("page"),
        "delete many": cache.delete_many(["page"]),
        "clear": cache.clear(),
    }


AS_IF_EMPTY = {
    "get": "none",
    "set": None,
    "add": True,
    "touch": False,
    "incr": 1,
    "has": False,
    "many": {},
    "keep many": ["page"],
    "delete": False,
    "delete many": None,
    "clear": False,
}


def test_it_keeps_what_it_is_given(valkey):
    cache = caches["shared"]
    cache.set("page", "<p>ñ</p>", 60)
    cache.set("count", 4, 60)
    cache.set("history", [1.25, 2.5], 60)

    assert cache.get("page") == "<p>ñ</p>"
    assert cache.incr("count") == 5
    assert cache.get("history") == [1.25, 2.5]


def test_stopped_it_answers_as_if_empty_and_says_so_once(valkey, caplog):
    valkey.stop()

    with caplog.at_level(logging.INFO, logger="kith.shared_cache"):
        answers = [every_question(caches["shared"]) for _ in range(3)]

    assert answers == [AS_IF_EMPTY] * 3
    assert [record.getMessage().split(" (")[0] for record in caplog.records] == ["Valkey is away"]


def test_hung_it_is_asked_once_and_then_left_alone(valkey, monkeypatch):
    asked = []
    real = redis.Redis.execute_command
    monkeypatch.setattr(
        redis.Redis, "execute_command", lambda *args, **more: asked.append(1) or real(*args, **more)
    )
    os.kill(valkey.pid, signal.SIGSTOP)
    try:
        assert every_question(caches["shared"]) == AS_IF_EMPTY
    finally:
        os.kill(valkey.pid, signal.SIGCONT)

    assert len(asked) == 1


def test_back_again_it_is_used_again_and_says_so(valkey, caplog, monkeypatch):
    monkeypatch.setattr(shared_cache, "LEFT_ALONE_SECONDS", 0.0)
    cache = caches["shared"]
    os.kill(valkey.pid, signal.SIGSTOP)
    try:
        cache.set("page", "html", 60)
    finally:
        os.kill(valkey.pid, signal.SIGCONT)

    with caplog.at_level(logging.INFO, logger="kith.shared_cache"):
        cache.set("page", "html", 60)

    assert cache.get("page") == "html"
    assert "Valkey is back." in caplog.text


def test_what_somebody_else_put_there_is_nothing(valkey):
    cache = caches["shared"]
    with redis.Redis.from_url(valkey.url) as client:
        client.set(cache.make_key("page"), pickle.dumps("html"))

    assert cache.get("page") is None
