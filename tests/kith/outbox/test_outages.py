"""An outage is waited out and uses up no attempt; a fault of ours does."""

import smtplib
from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from kith.errors import Unavailable
from kith.outbox import publish
from kith.outbox.deliver import MOST_ATTEMPTS, make_delivery, sort_letters
from kith.outbox.models import Delivery
from kith.outbox.outages import is_outage
from kith.outbox.reactions import Reaction, reacting
from kith.wall import TenantClosed, TenantUnavailable, in_public
from tests.clock import NOON
from tests.kith.outbox.tea import TeaMade
from tests.post import let_pass

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
tried = []
failing: list[Exception] = []


class NotThroughYet(Exception):
    """Something of ours that is a moment away."""


def call() -> None:
    tried.append(1)
    if failing:
        raise failing[0]


@pytest.fixture(autouse=True)
def _wired():
    tried.clear()
    failing.clear()
    with reacting({TeaMade: [Reaction(call, again_on=(NotThroughYet,))]}):
        yield


@pytest.fixture
def delivery(acme):
    publish(TeaMade())
    sort_letters(at=NOON)
    with in_public():
        Delivery.objects.update(next_try_at=NOON)
        return Delivery.objects.get()


AWAY = [
    Unavailable("away"),
    TenantUnavailable("being made"),
    ConnectionRefusedError("nobody there"),
    TimeoutError("no answer"),
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPDataError(451, b"later"),
    smtplib.SMTPRecipientsRefused({"ana@example.org": (450, b"come back in five minutes")}),
    InterfaceError("connection already closed"),
    OperationalError("server closed the connection unexpectedly"),
    NotThroughYet(),
]
OURS = [
    ValueError("a fault"),
    LookupError("no such row"),
    TenantClosed("for good"),
    ProgrammingError("no such column"),
    smtplib.SMTPDataError(550, b"never"),
    smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"nobody of that name")}),
]


@pytest.mark.parametrize("error", AWAY, ids=repr)
def test_what_is_away_is_waited_for_without_an_attempt(delivery, error):
    failing.append(error)
    for _ in range(MOST_ATTEMPTS + 2):
        make_delivery(delivery.pk, at=NOON)

    with in_public():
        delivery.refresh_from_db()
    assert (delivery.attempts, delivery.parked_at) == (0, None)
    assert delivery.waiting_since == NOON
    assert type(error).__name__ in delivery.last_error


@pytest.mark.parametrize("error", OURS, ids=repr)
def test_what_is_our_fault_is_parked_after_eight(delivery, error):
    failing.append(error)
    let_pass(DAY, start=NOON)

    with in_public():
        delivery.refresh_from_db()
    assert (len(tried), delivery.attempts) == (MOST_ATTEMPTS, MOST_ATTEMPTS)
    assert delivery.parked_at is not None


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("57P01", True),  # an operator ended the session
        ("57P02", True),  # the server crashed
        ("57P03", True),  # it is starting up
        ("40P01", True),  # deadlock
        ("40001", True),  # serialization
        ("55P03", True),  # a lock was not had in time
        ("53100", True),  # disk full
        ("53300", True),  # too many connections
        ("25006", True),  # a stand-by, which only reads
        ("57014", False),  # we took too long
        ("23505", False),  # unique
        ("42P01", False),  # no such table
    ],
)
def test_hiccups_of_the_database_are_told_from_faults(public, state, expected):
    with pytest.raises(Error) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION 'so' USING ERRCODE = '{state}'; END $$")

    assert is_outage(said.value) is expected


def test_waits_grow_to_an_hour_and_after_three_days_a_person_looks(delivery):
    failing.append(Unavailable("The payment processor did not answer."))
    let_pass(4 * DAY, start=NOON)

    with in_public():
        delivery.refresh_from_db()
    assert 3 * DAY <= delivery.parked_at - NOON <= 3 * DAY + HOUR
    assert (delivery.attempts, delivery.waiting_since) == (0, NOON)
    assert "The payment processor did not answer." in delivery.last_error
    assert 72 <= len(tried) <= 160


def test_it_is_done_within_the_hour_after_what_was_away_is_back(delivery):
    failing.append(Unavailable("away"))
    end = let_pass(2 * HOUR, start=NOON)
    failing.clear()
    let_pass(HOUR, start=end)

    with in_public():
        delivery.refresh_from_db()
    assert delivery.done_at is not None
    assert delivery.done_at - end <= HOUR


def test_a_fault_after_an_outage_is_counted_from_the_first(delivery):
    failing.append(Unavailable("away"))
    make_delivery(delivery.pk, at=NOON)
    failing[0] = ValueError("and now broken")
    make_delivery(delivery.pk, at=NOON + HOUR)

    with in_public():
        delivery.refresh_from_db()
    assert (delivery.attempts, delivery.waiting_since, delivery.wait_count) == (1, None, 0)
