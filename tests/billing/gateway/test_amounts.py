"""Numbers of the processor and amounts of ours mean the same money."""

import pytest

from billing.gateway.amounts import incoming, outgoing
from billing.gateway.refusals import NotAnAmount
from kith.money import Money, NotMoney


@pytest.mark.parametrize(
    ("minor", "currency", "number"),
    [
        (1_250, "EUR", 1_250),
        (1_250, "JPY", 1_250),
        (12_500, "KWD", 12_500),
        (1_250, "ISK", 125_000),
        (1_250, "UGX", 125_000),
        (125_000, "MGA", 1_250),
    ],
)
def test_an_amount_goes_out_and_comes_back_the_same(minor, currency, number):
    amount = Money(minor, currency)

    assert outgoing(amount) == number
    assert incoming(number, currency.lower()) == amount


@pytest.mark.parametrize(("minor", "currency"), [(12_501, "KWD"), (125_001, "MGA")])
def test_what_the_processor_cannot_move_is_not_sent(minor, currency):
    with pytest.raises(NotAnAmount, match="finer than the processor"):
        outgoing(Money(minor, currency))


def test_a_number_finer_than_its_currency_is_refused():
    with pytest.raises(NotMoney):
        incoming(125_050, "isk")
