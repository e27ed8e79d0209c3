"""
The queue's wire: what one of ours put there is taken, whatever else stands there is dropped.

Whoever reaches Valkey with its password could otherwise run any task with any argument, or end each
worker by one line that is no message. Each message carries a seal over the task's name, its
arguments and all that is said about it; the key is the house's own and never leaves its processes.
"""

import logging
from queue import Empty
from typing import Any

from django.core.cache import caches
from django.utils.crypto import constant_time_compare, salted_hmac
from kombu.transport import redis, virtual
from kombu.utils.json import dumps

SEAL = "kith-seal"
SALT = "kith.outbox.sealed_queue"
# What the queue itself changes when a message is given out a second time.
CHANGED_ON_THE_WAY = (SEAL, "redelivered")
REFUSED = "queue-refused"
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

log = logging.getLogger(__name__)


def refused_count() -> int:
    """Return how many messages were dropped since Valkey began."""
    count: int = caches["shared"].get(REFUSED, 0)
    return count


class QoS(redis.QoS):
    """Counts what a worker has in hand; what it has done counts no more, whoever is away."""

    def ack(self, delivery_tag: str) -> None:
        try:
            super().ack(delivery_tag)
        except redis.get_redis_error_classes().connection_errors:
            # The library goes on counting it: a worker whose hands were full while Valkey went
            # away would wait for ever, and take nothing more.
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    """Seals what it sends, and outlives what is no message."""

    QoS = QoS

    def _put(self, queue: str, message: dict[str, Any], **options: Any) -> Any:
        return super()._put(queue, _sealed(message), **options)

    def _put_fanout(
        self, exchange: str, message: dict[str, Any], routing_key: str, **options: Any
    ) -> Any:
        return super()._put_fanout(exchange, _sealed(message), routing_key, **options)

    def _brpop_read(self, **options: Any) -> Any:
        self.connection.has_read = False
        try:
            return super()._brpop_read(**options)
        except UNREADABLE:
            if self.connection.has_read:
                raise
            _refuse("it is no message")
            raise Empty from None


class Transport(redis.Transport):
    """Hands on only what carries the seal."""

    Channel = Channel
    has_read = False

    def _deliver(self, message: Any, queue: str) -> None:
        self.has_read = True
        if not _is_sealed(message):
            _refuse("it is not sealed by this house")
            return
        super()._deliver(message, queue)


def _sealed(message: dict[str, Any]) -> dict[str, Any]:
    return {**message, "headers": {**message["headers"], SEAL: _seal(message)}}


def _is_sealed(message: Any) -> bool:
    try:
        return constant_time_compare(message["headers"][SEAL], _seal(message))
    except UNREADABLE:
        return False


def _seal(message: dict[str, Any]) -> str:
    said = {
        name: value for name, value in message["headers"].items() if name not in CHANGED_ON_THE_WAY
    }
    kinds = (message["content-type"], message["content-encoding"])
    whole = dumps([said, *kinds, message["body"]], sort_keys=True)
    return salted_hmac(SALT, whole, algorithm="sha256").hexdigest()


def _refuse(why: str) -> None:
    shared = caches["shared"]
    shared.add(REFUSED, 0, timeout=None)
    shared.incr(REFUSED)
    log.error("queue.refused: a message was dropped, %s", why)
