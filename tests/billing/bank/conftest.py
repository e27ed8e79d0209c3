from uuid import uuid4

import pytest

from billing.invoicing.books import faults_of_the_house
from kith.wall import in_public
from tests.billing.settlement.conftest import fake_stripe, open_account, sponsored_by, stand_in
from tests.budget import statements
from tests.factories.accounts import a_person, sign_in
from tests.factories.bank import an_account

__all__ = ["fake_stripe", "open_account", "sponsored_by", "stand_in", "statements"]


@pytest.fixture
def account(acme):
    an_account()
    yield
    # Whatever a test did, all books of the house agree afterwards.
    assert faults_of_the_house().faults == []


@pytest.fixture
def finance():
    return uuid4()


@pytest.fixture
def staff(client_for):
    def door(role="finance"):
        with in_public():
            person = a_person(role=role)
            return sign_in(client_for(None), person)

    return door
