"""A bank that disputes, and books that stay right whatever it does."""

from collections.abc import Iterator
from typing import Any

import pytest

from billing.invoicing.books import faults_of_the_house
from tests.billing.news import news
from tests.billing.settlement.conftest import (
    fake_stripe,
    open_account,
    sponsored_by,
    stand_in,
)
from tests.budget import query_budget
from tests.factories.disputes import PaidBill, a_bill_paid_by_card

__all__ = ["fake_stripe", "news", "open_account", "query_budget", "sponsored_by", "stand_in"]


@pytest.fixture(autouse=True)
def _books_stay_right(acme: Any, globex: Any, fake_stripe: Any) -> Iterator[None]:
    """The stand-in at true time; every book of the house is right after each test."""
    fake_stripe.control.reset()
    fake_stripe.control.settings(per_second=0)
    yield
    assert faults_of_the_house().faults == []


@pytest.fixture
def bill(acme: Any, fake_stripe: Any) -> PaidBill:
    """A bill of acme, 12.00, paid by card and accrued."""
    return a_bill_paid_by_card(fake_stripe)
