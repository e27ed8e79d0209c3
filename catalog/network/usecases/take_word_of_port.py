"""Hear the network speak of a number that leaves, may it or has it, or of one that comes."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.network.port_words import read_port
from catalog.network.usecases.check_leaving_code import Verdict, check_leaving_code
from catalog.network.usecases.take_coming_number import take_coming_number
from catalog.network.usecases.take_moved_number import take_moved_number
from kith.errors import DomainError
from kith.readable import without_unreadable

ASKED, MOVED, COMES = "PortOutAskedEvent", "PortOutCompletedEvent", "PortInStateEvent"


class PortWordUnreadable(DomainError):
    code = "network.port_word_unreadable"


@dataclass(frozen=True)
class _Word:
    kind: str
    move_id: str
    e164: str
    operator: str
    code: str


def take_word_of_port(*, body: bytes, at: datetime) -> Verdict:
    """
    Answer whether a code is right, or take the news of a number that has moved, or that comes.

    :raises PortWordUnreadable: none of them
    """
    kind, port = _opened(body)
    if kind == COMES:
        return _take_in(port)
    word = _read(kind, port)
    which = {"move_id": word.move_id, "e164": word.e164, "operator": word.operator}
    if word.kind == ASKED:
        return check_leaving_code(**which, code=word.code, at=at)
    is_known = take_moved_number(**which, at=at)
    return Verdict(is_known, "" if is_known else "no code had let this number go")


def _take_in(port: dict[str, Any]) -> Verdict:
    try:
        request_id, answer = str(port["requestId"]), read_port(port)
    except (KeyError, TypeError, ValueError) as problem:
        raise PortWordUnreadable(
            "The body does not say how a number stands that comes.",
            mend="Send event.port with requestId, state and, where there are, reason and movesOn.",
        ) from problem
    is_known = take_coming_number(request_id=request_id, answer=answer)
    return Verdict(is_known, "" if is_known else "nobody asked for this number")


def _opened(body: bytes) -> tuple[str, dict[str, Any]]:
    try:
        told: dict[str, Any] = without_unreadable(json.loads(body))
        kind, port = str(told["eventType"]), told["event"]["port"]
        if not isinstance(port, dict):
            raise TypeError("a port is an object")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise PortWordUnreadable(
            "The body is no event of a number.", mend="Send eventType and event.port."
        ) from problem
    return kind, port


def _read(kind: str, port: dict[str, Any]) -> _Word:
    try:
        word = _Word(
            kind=kind,
            move_id=str(port["id"])[:80],
            e164=str(port["msisdn"])[:16],
            operator=str(port.get("operator", ""))[:80],
            code=str(port.get("code", ""))[:40],
        )
    except KeyError as problem:
        raise PortWordUnreadable(
            "The body is no event of a number that leaves.",
            mend="Send event.port with id, msisdn, operator and, to ask, code.",
        ) from problem
    if word.kind not in (ASKED, MOVED) or not word.move_id:
        raise PortWordUnreadable(f"“{word.kind}” is no event of a number.")
    return word
