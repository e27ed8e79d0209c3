"""With Valkey's password alone nobody runs a task, and nobody ends a worker."""

import json
import logging
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import settings
from kombu import Consumer, Queue
from redis import Redis, exceptions

from kith.outbox.sealed_queue import refused_count
from tests.house import shared_valkey

TASK = "a.task.of_ours"


@pytest.fixture
def queue(servers):
    """A queue of this test's own; what came out of it, as (task, arguments)."""
    name = f"test-{uuid4().hex}"
    with current_app.connection(settings.REDIS_URL) as connection:
        channel = connection.default_channel
        consumed = []

        def take(_body, message):
            consumed.append((message.headers["task"], message.payload[1]))
            message.ack()

        consumer = Consumer(channel, [Queue(name)], callbacks=[take], accept=["json"])
        with consumer:
            yield Line(connection, name, consumed)


class Line:
    """One queue: what is put on it, by us or by hand, and what comes out."""

    def __init__(self, connection, name, consumed):
        self.connection, self.name, self.consumed = connection, name, consumed
        self.valkey = Redis.from_url(settings.REDIS_URL)
        self.key = current_app.conf.broker_transport_options["global_keyprefix"] + name

    def send(self, **arguments):
        current_app.send_task(
            TASK, kwargs=arguments, queue=Queue(self.name), connection=self.connection
        )

    def lying_there(self):
        return self.valkey.lrange(self.key, 0, -1)[0]

    def put(self, raw):
        self.valkey.lpush(self.key, raw)

    def drain(self, count):
        """Take out so many, good or bad."""
        for _ in range(count):
            try:
                self.connection.drain_events(timeout=5)
            except TimeoutError:
                return self.consumed
        return self.consumed


def test_our_own_message_is_taken(queue):
    queue.send(at="2026-12-01")

    assert queue.drain(1) == [(TASK, {"at": "2026-12-01"})]


@pytest.mark.parametrize(
    "forge",
    [
        lambda message: {**message, "headers": {**message["headers"], "task": "another"}},
        lambda message: {**message, "headers": {**message["headers"], "eta": "2031-01-01"}},
        lambda message: {**message, "body": "W1tdLCB7ImF0IjogIjIwMzEtMDEtMDEifSwge31d"},
        lambda message: {**message, "headers": {"task": TASK}},
        lambda message: {**message, "headers": None},
        lambda message: {},
        lambda message: [message],
        lambda message: 7,
    ],
)
def test_a_forged_message_is_dropped_and_counted(queue, forge):
    before = refused_count()
    queue.send(at="2026-12-01")
    seen = json.loads(queue.lying_there())
    queue.put(json.dumps(forge(seen)))

    assert queue.drain(2) == [(TASK, {"at": "2026-12-01"})]
    assert refused_count() == before + 1


@pytest.mark.parametrize("raw", [b"no message", b"\xff\xfe", b"", b"[" * 100_000])
def test_what_is_no_message_is_dropped_and_the_next_one_taken(queue, raw):
    before = refused_count()
    queue.put(raw)
    queue.send(at="2026-12-01")

    assert queue.drain(3) == [(TASK, {"at": "2026-12-01"})]
    assert refused_count() == before + 1


def test_a_message_given_out_again_is_still_ours(queue):
    queue.send(at="2026-12-01")
    again = json.loads(queue.lying_there())
    again["headers"]["redelivered"] = True
    again["properties"]["delivery_info"]["redelivered"] = True
    queue.valkey.delete(queue.key)
    queue.put(json.dumps(again))

    assert queue.drain(1) == [(TASK, {"at": "2026-12-01"})]


def test_whose_hands_were_full_while_valkey_went_away_notices_it(servers, tmp_path):
    """A worker that notices begins anew; one that waits for its hands to be empty never does."""
    taken = []
    with shared_valkey(tmp_path) as valkey, current_app.connection(valkey.url) as connection:
        channel = connection.default_channel
        channel.basic_qos(0, 1, False)
        queue = Queue(f"test-{uuid4().hex}")
        with Consumer(channel, [queue], callbacks=[lambda _, message: taken.append(message)]):
            current_app.send_task(TASK, queue=queue, connection=connection)
            connection.drain_events(timeout=5)
            valkey.stop()
            # As a worker says that a task is done.
            taken[0].ack_log_error(logging.getLogger(__name__), connection.connection_errors)
            valkey.start()

            with pytest.raises(exceptions.ConnectionError):
                connection.drain_events(timeout=5)
