"""Hear the network speak of a number that leaves: may it, or has it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.network.usecases.check_leaving_code import Verdict, check_leaving_code
from catalog.network.usecases.take_moved_number import take_moved_number
from kith.errors import DomainError
from kith.readable import without_unreadable

ASKED, MOVED = "PortOutAskedEvent", "PortOutCompletedEvent"


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
    Answer whether a code is right, or take the news that its number has moved.

    :raises PortWordUnreadable: neither of the two
    """
    word = _read(body)
    which = {"move_id": word.move_id, "e164": word.e164, "operator": word.operator}
    if word.kind == ASKED:
        return check_leaving_code(**which, code=word.code, at=at)
    is_known = take_moved_number(**which, at=at)
    return Verdict(is_known, "" if is_known else "no code had let this number go")


def _read(body: bytes) -> _Word:
    try:
        told: dict[str, Any] = without_unreadable(json.loads(body))
        port = told["event"]["port"]
        word = _Word(
            kind=str(told["eventType"]),
            move_id=str(port["id"])[:80],
            e164=str(port["msisdn"])[:16],
            operator=str(port.get("operator", ""))[:80],
            code=str(port.get("code", ""))[:40],
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as problem:
        raise PortWordUnreadable(
            "The body is no event of a number that leaves.",
            mend="Send event.port with id, msisdn, operator and, to ask, code.",
        ) from problem
    if word.kind not in (ASKED, MOVED) or not word.move_id:
        raise PortWordUnreadable(f"“{word.kind}” is no event of a number that leaves.")
    return word
