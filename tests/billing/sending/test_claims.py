"""Whoever looks for a row never writes over what another worker did with it meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from billing.gateway import gateway
from billing.settlement.models import Overpayment
from billing.settlement.usecases.freeze_overpayment import freeze_overpayment
from billing.settlement.usecases.return_overpayment import ReturningOverpayment
from kith.fence.gate import PAST_IN_DOUBT
from kith.fence.models import Installation
from kith.fence.sql_witness import note_look
from kith.transmission.carrying import carry
from kith.transmission.outcomes import NotNow, Outcome, RefusedForNow
from kith.wall import in_public

HOUR = timedelta(hours=1)


@pytest.fixture
def now(acme, fake_stripe):
    """This moment in a house that was put back an hour ago."""
    moment = datetime.now(UTC)
    fake_stripe.control.reset(at=moment)
    with in_public():
        Installation.objects.update(reconciled_at=moment - HOUR)
        # The row is another one now: this very database looked.
        note_look()
    return moment


@pytest.fixture
def row(now, fake_stripe):
    payment = fake_stripe.control.charge(amount=1_200)["payment_intent"]
    with in_public():
        return freeze_overpayment(payment_reference=payment, tenant_id=None, at=now)


class SlowReader(ReturningOverpayment):
    """Reads for so long that another worker sends the row, and then hears nothing."""

    def find(self, row, *, at):
        Overpayment.objects.filter(pk=row.pk).update(
            state=Overpayment.SENDING, attempts=row.attempts + 1, first_sent_at=at
        )
        raise NotNow


def test_a_reader_who_comes_late_leaves_the_claim_of_another(row, now):
    with in_public():
        after = carry(SlowReader(), row.pk, at=now)

    assert (after.state, after.note) == (Overpayment.SENDING, "")


class SlowSender(ReturningOverpayment):
    """Is refused for now, so late that another worker sends the row under the same key."""

    def find(self, row, *, at):
        return []

    def call(self, row, *, at):
        Overpayment.objects.filter(pk=row.pk).update(attempts=row.attempts + 1)
        raise RefusedForNow("too little money there")


def test_a_late_refusal_takes_no_key_from_under_the_claim_of_another(row, now):
    with in_public():
        after = carry(SlowSender(), row.pk, at=now)

    assert (after.state, after.idem_key) == (Overpayment.SENDING, row.idem_key)


class Finder(ReturningOverpayment):
    """Finds something for the row that lets nobody say how it ended."""

    def __init__(self, *found):
        self.found = found

    def find(self, row, *, at):
        return self.found


@pytest.mark.parametrize(
    "found",
    [[Outcome("done", "re_1"), Outcome("done", "re_2")], [Outcome("pending", "re_1")]],
    ids=["twice", "under way"],
)
def test_what_was_found_for_a_row_is_looked_for_again_however_long_it_waits(row, now, found):
    later = now + PAST_IN_DOUBT + HOUR
    with in_public():
        carry(Finder(*found), row.pk, at=now)
        Installation.objects.update(reconciled_at=later - PAST_IN_DOUBT - HOUR)
        note_look()
        after = carry(Finder(*found), row.pk, at=later)

    assert (after.state, after.attempts) == (Overpayment.UNKNOWN, 0)
    assert gateway().find_refunds(payment_intent=row.payment_reference) == []
