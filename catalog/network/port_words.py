"""How the network says how a number stands that comes from another operator."""

from datetime import date
from typing import Any, cast, get_args

from catalog.network.port import PortAnswer, PortState

STATES: tuple[str, ...] = get_args(PortState)


def read_port(told: dict[str, Any]) -> PortAnswer:
    """
    Read one such word.

    :raises KeyError: it names no state
    :raises ValueError: one that we do not know, or no day
    """
    state = str(told["state"])
    if state not in STATES:
        raise ValueError(f"{state!r} is no state of a number")
    day = str(told.get("movesOn") or "")
    return PortAnswer(
        state=cast("PortState", state),
        reference=str(told.get("id") or "")[:120],
        reason=str(told.get("reason") or "")[:200],
        moves_on=date.fromisoformat(day) if day else None,
    )
