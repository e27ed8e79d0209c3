"""Whatever banks and desks do with a payment, books and shares end where the processor stands."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.disputes.models import Dispute
from billing.disputes.usecases.read_dispute import read_dispute
from billing.invoicing.books import faults_of_the_house
from billing.invoicing.models import Refund
from billing.invoicing.usecases.follow_dispute import follow_dispute
from billing.invoicing.usecases.follow_refunds import follow_refunds
from kith.money import allocate_more
from kith.wall import in_public
from outside.stripe.testing import ControlRefused
from tests.factories.disputes import (
    NOW,
    PaidBill,
    a_bill_paid_by_card,
    is_held,
    left_of,
    shares_of,
)

AMOUNTS = st.integers(min_value=1, max_value=1_200)
NEWEST_FIRST = st.integers(min_value=0, max_value=2)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("dispute"), AMOUNTS),
        st.tuples(st.sampled_from(["won", "lost", "reopened"]), NEWEST_FIRST),
        st.tuples(st.just("refund"), AMOUNTS),
        st.tuples(st.just("failed"), NEWEST_FIRST),
    ),
    min_size=1,
    max_size=5,
)


class Bank:
    """A bank and a desk of the processor that do what they can with one payment."""

    def __init__(self, control: Any, payment: str) -> None:
        self._control = control
        self._payment = payment
        self.disputes: list[str] = []
        self.refunds: list[str] = []

    def act(self, what: str, number: int) -> None:
        """Do one thing; what the processor would not have is left."""
        acts: dict[str, Callable[[], None]] = {
            "dispute": lambda: self.disputes.insert(
                0, self._control.dispute(self._payment, amount=number)["id"]
            ),
            "refund": lambda: self.refunds.insert(
                0, self._control.refund_at_desk(self._payment, amount=number)["id"]
            ),
            "failed": lambda: self._control.end_refund(self.refunds[number], "failed"),
        }
        try:
            acts.get(what, lambda: self._control.decide(self.disputes[number], what))()
        except (ControlRefused, IndexError):
            return


def read_all(bank: Bank, bill: PaidBill) -> None:
    """Have everything read and followed, as its news would."""
    follow_refunds(payment_reference=bill.payment, at=NOW)
    for name in bank.disputes:
        read_dispute(dispute_id=name, at=NOW)
        follow_dispute(dispute_id=name, at=NOW)


def gone(rows: Iterable[Refund]) -> int:
    return sum(row.amount_minor for row in rows)


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_the_books_end_where_the_processor_stands(acme, fake_stripe, steps):
    with transaction.atomic():
        bill = a_bill_paid_by_card(fake_stripe)
        with in_public():
            whole = shares_of(bill).get().amount_minor
        bank = Bank(fake_stripe.control, bill.payment)

        for what, number in steps:
            bank.act(what, number)
            read_all(bank, bill)

        bill.invoice.refresh_from_db()
        back = gone(Refund.objects.filter(state=Refund.DONE))
        assert bill.invoice.refunded_minor == back
        taken = allocate_more(0, back, {"seller": whole, "others": 1_200 - whole})
        assert abs(whole - taken["seller"] - left_of(bill)) <= 1
        assert back < 1_200 or left_of(bill) == 0
        with in_public():
            waiting = Dispute.objects.filter(status__in=Dispute.HOLDING).exists()
        assert is_held(bill) == (waiting and back < 1_200)
        assert faults_of_the_house().faults == []
        transaction.set_rollback(True)
