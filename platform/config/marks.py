"""How a reaction runs, as the wiring marks it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from catalog.lines.changes import ChangePending
from kith.mail import Mail
from kith.outbox.reactions import Reaction

# How long it can wait where more is due than can be made: nobody looks at the books, or counts who
# brought whom, as closely as a customer looks at an order. A mail comes when it comes.
SOON, LATER = timedelta(seconds=15), timedelta(minutes=1)


def calling(run: Callable[..., Any], *, patience: timedelta = timedelta(0)) -> Reaction:
    """Mark a use-case that runs outside any transaction: it calls a network, or is watched."""
    return Reaction(run, atomic=False, patience=patience)


def booking(run: Callable[..., Any]) -> Reaction:
    """Mark a use-case that keeps the books; whoever waits for a line goes first."""
    return Reaction(run, patience=SOON)


def counting(run: Callable[..., Any], *, only_with: str = "") -> Reaction:
    """Mark a use-case that counts what a shop's own people see by and by."""
    return Reaction(run, patience=LATER, only_with=only_with)


def once_through(run: Callable[..., Any], *, only_with: str = "") -> Reaction:
    """Mark a use-case that waits until another change of the same line is through."""
    return Reaction(run, patience=SOON, only_with=only_with, again_on=(ChangePending,))


def mailing(run: Callable[..., Any], *mails: type[Mail], **given: str) -> Reaction:
    """Mark a use-case that writes to somebody, and say which mails: a mail server may be slow."""
    return Reaction(run, atomic=False, patience=LATER, given=given, mails=mails)
