"""Let only whole, positive amounts out."""

from billing.gateway.refusals import NotAnAmount
from kith.money import Money


def outgoing(amount: Money) -> int:
    """
    Return the minor units to send.

    The client would send a float or a flag as it stands, so the type is asked by name.

    :raises NotAnAmount: it is not a positive whole number of minor units
    """
    minor = amount.minor
    if type(minor) is not int:
        raise NotAnAmount(f"{minor!r} is not a whole number of minor units")
    if minor <= 0:
        raise NotAnAmount(f"{minor} is not more than nothing")
    return minor
