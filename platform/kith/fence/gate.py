"""The gate that everything sent outside passes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kith.errors import DomainError, Unavailable
from kith.fence.identity import outside_identity
from kith.fence.sql_witness import Witness, read_witness, server_start
from kith.fence.usecases.hold_copy import hold_copy
from kith.fence.usecases.look_outside import look_outside
from kith.limits.allowances import Rate, TooOften, spend
from kith.wall.side import in_public

HELD = gettext_noop("All payments are held until somebody has compared the books.")
NOT_COMPARED = gettext_noop("The books could not be compared with the processor's just now.")
# So long after a house was put back it looks for what it sent before it sends anything.
PAST_IN_DOUBT = timedelta(days=35)
# How often the world is looked at before something is sent, by all processes together.
LOOKS = Rate(1, timedelta(minutes=1))

logger = logging.getLogger(__name__)


class SendingHeld(Unavailable, DomainError):
    """Nothing is sent now: a person has to compare the books with the world first."""

    code = "sending.held"


@dataclass(frozen=True)
class Standing:
    """Whether anything may be sent, by which installation, and what it should know."""

    installation: str
    epoch: int
    # Whether it may have sent what it has no row of.
    doubts_past: bool = False
    # Why nothing is sent; empty when it is.
    held_because: str = ""

    @property
    def is_open(self) -> bool:
        return not self.held_because

    @property
    def marks(self) -> dict[str, str]:
        """What is written on everything that is sent, so that a later house knows of it."""
        return {"installation": self.installation, "epoch": str(self.epoch)}


_given: ContextVar[Standing | None] = ContextVar("fence_standing", default=None)


@contextmanager
def telling_the_past() -> Iterator[None]:
    """Let what is written down now have been sent long ago: nobody is asked, nothing is held."""
    before = _given.set(Standing(installation="the past", epoch=1))
    try:
        yield
    finally:
        _given.reset(before)


def standing(*, at: datetime) -> Standing:
    """
    Say whether anything may be sent now; the world is looked at first where that is due.

    It is due after every start of the database, after it was put back or copied, and when the
    hourly look did not come. One looks for all, at most once a minute of one start; the others are
    told meanwhile that nothing is compared yet. Call it outside a transaction.
    """
    if (given := _given.get()) is not None:
        return given
    with in_public():
        found = read_witness()
        if found is None or not found.is_fresh:
            try:
                # One of us at a time, and not everybody again while the world is silent.
                spend("fence-look", by=server_start(), rate=LOOKS, at=at)
                look_outside(at=at)
            except TooOften:
                return _standing(found, at, held_because=NOT_COMPARED)
            except (Unavailable, DomainError) as silence:
                logger.warning("nothing is sent: the world could not be looked at: %s", silence)
                return _standing(found, at, held_because=NOT_COMPARED)
            found = read_witness()
        elif found.held_for is None and found.identity != outside_identity():
            hold_copy(at=at)
            return _standing(found, at, held_because=HELD)
    held = HELD if found is None or found.held_for else ""
    return _standing(found, at, held_because=held)


def require_open(*, at: datetime) -> Standing:
    """
    Return where the house stands; call it outside a transaction.

    :raises SendingHeld: nothing may be sent now
    """
    where = standing(at=at)
    if not where.is_open:
        raise SendingHeld(
            _("Payments are paused for a while."),
            mend=_("Nothing was charged. Try again in a few minutes."),
        )
    return where


def is_held() -> bool:
    """
    Say whether a pause stands, or these data are a copy of another installation's.

    For what moves no money and is named by what it is for: it asks nothing of the world, so the
    processor's silence holds up nothing but payments.
    """
    if _given.get() is not None:
        return False
    with in_public():
        found = read_witness()
    if found is None:
        return False
    return found.held_for is not None or found.identity != outside_identity()


def _standing(found: Witness | None, at: datetime, *, held_because: str) -> Standing:
    if found is None:
        return Standing("", 0, held_because=held_because)
    since = found.reconciled_at
    return Standing(
        installation=str(found.identity),
        epoch=found.epoch,
        doubts_past=since is not None and at - since < PAST_IN_DOUBT,
        held_because=held_because,
    )
