"""What is an outage and no fault of ours, and how long it is waited out."""

from __future__ import annotations

import random
import smtplib
import socket
from datetime import datetime, timedelta

from django.db import Error as DatabaseError
from django.db import InterfaceError
from redis.exceptions import ConnectionError as ValkeyGone
from redis.exceptions import TimeoutError as ValkeySilent

from kith.errors import Unavailable
from kith.wall.side import TenantClosed

FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 5, 3600
# From the first failure in a row; afterwards a person has to look.
LONGEST_OUTAGE = timedelta(days=3)

_AWAY = (
    Unavailable,
    InterfaceError,
    ConnectionError,
    TimeoutError,
    socket.gaierror,
    smtplib.SMTPServerDisconnected,
    smtplib.SMTPConnectError,
    ValkeyGone,
    ValkeySilent,
)
# Classes of SQLSTATE: connection lost, taken back for a conflict or a deadlock, out of resources,
# shut down by an operator or a crash.
_DATABASE_CLASSES = ("08", "40", "53", "57P")
# A lock that was not had in time; a server that only reads, because it is a stand-by.
_DATABASE_STATES = ("55P03", "25006")
_TRANSIENT_SMTP = range(400, 500)


def is_outage(error: BaseException) -> bool:
    """Say whether what failed was away, so that trying again later is all that is needed."""
    if isinstance(error, TenantClosed):
        return False
    if isinstance(error, _AWAY):
        return True
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code in _TRANSIENT_SMTP
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        # A full mailbox, or a server that wants strangers to come back in some minutes.
        return all(code in _TRANSIENT_SMTP for code, _said in error.recipients.values())
    return isinstance(error, DatabaseError) and _is_database_away(error)


def wait_seconds(*, waits: int) -> float:
    """Return how long to wait after so many waits: each twice the last, an hour at most."""
    longest = min(LONGEST_WAIT_SECONDS, FIRST_WAIT_SECONDS * 2 ** min(waits, 20))
    # Half of it is chance, so that not all come back in the same second.
    return random.uniform(longest / 2, longest)


def is_over_long(*, since: datetime, at: datetime) -> bool:
    """Say whether an outage has lasted so long that a person has to look."""
    return at - since >= LONGEST_OUTAGE


def _is_database_away(error: DatabaseError) -> bool:
    # A connection that broke has no SQLSTATE: the server had no time to say one.
    state = getattr(error.__cause__, "pgcode", None)
    if state is None:
        return type(error).__name__ == "OperationalError"
    return state.startswith(_DATABASE_CLASSES) or state in _DATABASE_STATES
