"""
Asks a part, over its port, whether it is alive, and never waits for the answer.

The supervisor starts children the one way that lets them die with it, which no second thread may
disturb; so an exchange is begun in one turn of its loop and looked at in the next ones.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kith.runtime.ports import LOOPBACK

MOST_BYTES = 65_536
PROTOCOL_3 = 196_608


class Unanswered(Exception):
    """The connection was refused, or ended without a word."""


@dataclass(frozen=True)
class Question:
    """What is sent to which port; `reads` turns what has come so far into an answer, or None."""

    port: int
    request: bytes
    reads: Callable[[bytes, bool], Any]
    address: str = LOOPBACK


class Exchange:
    """One question on its way."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._come = b""
        self._rest = question.request
        family = socket.AF_INET6 if ":" in question.address else socket.AF_INET
        self._socket = socket.socket(family, socket.SOCK_STREAM)
        self._socket.setblocking(False)
        # It is under way; a refusal is seen again, and told, when it is looked at.
        with contextlib.suppress(OSError):
            self._socket.connect((question.address, question.port))

    def look(self) -> Any:
        """
        Return the answer, or None while it has not come.

        :raises Unanswered: none will come
        """
        try:
            if self._rest:
                self._rest = self._rest[self._socket.send(self._rest) :]
            piece = self._socket.recv(MOST_BYTES)
        except BlockingIOError:
            return None
        except OSError as error:
            raise Unanswered(str(error)) from error
        self._come += piece
        answer = self._question.reads(self._come, not piece)
        if answer is None and (not piece or len(self._come) > MOST_BYTES):
            raise Unanswered("it ended without an answer")
        return answer

    def close(self) -> None:
        """Let go of the connection, answered or not."""
        self._socket.close()


def http_question(port: int, path: str, *, host: str, address: str = LOOPBACK) -> Question:
    """Ask for a page; the answer is its status and what its JSON says, nothing if it is none."""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"

    def read(come: bytes, is_over: bool) -> tuple[int, dict[str, Any]] | None:
        head, _, body = come.partition(b"\r\n\r\n")
        if not is_over or not head.startswith(b"HTTP/"):
            return None
        try:
            content = json.loads(body)
        except ValueError:
            content = {}
        return int(head.split()[1]), content if isinstance(content, dict) else {}

    return Question(port, request.encode(), read, address)


def page_question(port: int, *, host: str, address: str = LOOPBACK) -> Question:
    """Ask for a host's first page; the answer is its status, as soon as that is said."""
    request = f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"

    def read(come: bytes, is_over: bool) -> int | None:
        line, _, rest = come.partition(b"\r\n")
        return int(line.split()[1]) if rest and line.startswith(b"HTTP/") else None

    return Question(port, request.encode(), read, address)


def dns_question(port: int) -> Question:
    """Ask a name server for an address, over TCP; any reply to this very question is an answer."""
    number = b"\x4b\x69"
    asked = (
        number + struct.pack("!HHHHH", 0x0100, 1, 0, 0, 0) + b"\x04kith\x00" + b"\x00\x01\x00\x01"
    )

    def read(come: bytes, is_over: bool) -> bool | None:
        return True if come[2:4] == number else None

    return Question(port, struct.pack("!H", len(asked)) + asked, read)


def valkey_question(port: int) -> Question:
    """Ask Valkey, as a stranger: even `NOAUTH` is a word of one who lives."""

    def read(come: bytes, is_over: bool) -> bool | None:
        return True if come.endswith(b"\r\n") else None

    return Question(port, b"PING\r\n", read)


def postgres_question(port: int) -> Question:
    """Ask PostgreSQL to sign in; that it asks for a password, or says it recovers, is an answer."""
    words = b"user\0kith_super\0database\0postgres\0\0"
    request = struct.pack("!II", len(words) + 8, PROTOCOL_3) + words

    def read(come: bytes, is_over: bool) -> bool | None:
        return True if come[:1] in (b"R", b"E") else None

    return Question(port, request, read)
