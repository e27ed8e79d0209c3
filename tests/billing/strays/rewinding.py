"""Let the books forget what happened, find it, and take it in again."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import transaction

from billing.strays.models import Stray
from billing.strays.usecases.accept_stray import accept_stray
from kith.fence.usecases.look_outside import look_outside
from kith.fence.usecases.release_sending import release_sending
from kith.wall import in_public
from tests.post import drain

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CARO, BEN = uuid4(), uuid4()


@contextmanager
def forgotten() -> Iterator[None]:
    """Let what happens here be forgotten by the database, and by nobody else."""
    with in_public(), transaction.atomic():
        yield
        with in_public():
            transaction.set_rollback(True)


@pytest.fixture
def now(fake_stripe, settings):
    """A moment that is not the end of its day, here and at the stand-in."""
    # Lines are made by hand, here by nobody: an order waits for that.
    settings.NETWORK_ADAPTER = "manual"
    moment = datetime.now(UTC).replace(hour=12)
    # What it has to pay out with came days ago: that is no part of this day's books.
    fake_stripe.control.reset(at=moment - 2 * DAY)
    fake_stripe.control.settings(per_second=0)
    fake_stripe.control.set_balance(available=1_000_000)
    fake_stripe.control.set_clock(moment)
    with time_machine.travel(moment, tick=True):
        yield moment


def a_stray(kind, reference, minor, *, at, **more):
    """Something that moved and that somebody asked to be taken into the books."""
    with in_public():
        return Stray.objects.create(
            reference=reference,
            kind=kind,
            amount_minor=minor,
            currency="EUR",
            made_at=at,
            found_at=at,
            accepted_by=CARO,
            accepted_at=at,
            **more,
        )


def as_it_stands(stray):
    with in_public():
        return Stray.objects.get(pk=stray.pk)


def unknown():
    """Return the kinds of what is neither in the books nor set aside."""
    with in_public():
        return sorted(Stray.objects.open().values_list("kind", flat=True))


def adopt_all(at):
    """Ask for all that is unknown, and let the letters bring it into the books."""
    with in_public():
        for reference in Stray.objects.open().values_list("pk", flat=True):
            accept_stray(reference=reference, by=CARO, at=at)
    # Each waits for what moved before it, and is woken by that.
    drain(ahead=2 * DAY)


def let_go_on(at):
    """Compare, and let two people say yes."""
    with in_public():
        look_outside(at=at)
        for person in (CARO, BEN):
            release_sending(by=person, at=at)
