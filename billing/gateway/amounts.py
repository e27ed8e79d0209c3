"""Let only whole, positive amounts out, in the processor's own units; and read them back."""

from billing.gateway.refusals import NotAnAmount
from kith.money import Money, NotMoney

# Where Stripe counts otherwise than ISO 4217 (its page on currencies, "Special cases"): digits
# that it adds, or leaves out.
EXTRA_DIGITS = {"ISK": 2, "UGX": 2, "MGA": -2}
# It takes these with three digits and wants the last of them to be a zero.
THREE_DIGITS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})

# The least that it takes of each currency, in our own minor units (its page on charge amounts);
# fifty where that says nothing.
LEAST = {
    "AED": 200,
    "BGN": 100,
    "CZK": 1_500,
    "DKK": 250,
    "GBP": 30,
    "HKD": 400,
    "HUF": 17_500,
    "MXN": 1_000,
    "MYR": 200,
    "NOK": 300,
    "PLN": 200,
    "RON": 200,
    "SEK": 300,
    "THB": 1_000,
}
LEAST_ELSEWHERE = 50


def least_payable(currency: str) -> Money:
    """Return the smallest amount of a currency that a customer can pay."""
    return Money(LEAST.get(currency, LEAST_ELSEWHERE), currency)


def outgoing(amount: Money) -> int:
    """
    Return the number to send.

    The client would send a float or a flag as it stands, so the type is asked by name.

    :raises NotAnAmount: it is not a positive whole number of units the processor can move
    """
    minor = amount.minor
    if type(minor) is not int:
        raise NotAnAmount(f"{minor!r} is not a whole number of minor units")
    if minor <= 0:
        raise NotAnAmount(f"{minor} is not more than nothing")
    extra = EXTRA_DIGITS.get(amount.currency, 0)
    if extra >= 0:
        minor *= 10**extra
    elif minor % 10**-extra:
        raise NotAnAmount(f"{amount} is finer than the processor moves {amount.currency}")
    else:
        minor //= 10**-extra
    if amount.currency in THREE_DIGITS and minor % 10:
        raise NotAnAmount(f"{amount} is finer than the processor moves {amount.currency}")
    return minor


def incoming(number: int, currency: str) -> Money:
    """
    Return the amount that the processor's number means.

    :raises NotMoney: it is finer than the currency, or there is no such currency
    """
    code = currency.upper()
    extra = EXTRA_DIGITS.get(code, 0)
    if extra < 0:
        return Money(number * 10**-extra, code)
    if number % 10**extra:
        raise NotMoney(f"{number} is finer than {code} is")
    return Money(number // 10**extra, code)
