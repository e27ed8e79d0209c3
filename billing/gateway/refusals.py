"""How the payment processor may refuse, by what the caller can know and do afterwards."""

from kith.errors import DomainError
from kith.transmission.outcomes import NotNow, Refused, RefusedForNow, Unanswered


class GatewayRefused(Refused, DomainError):
    """
    The processor refused for certain: nothing happened, and the key is used up.

    `reason` is the processor's own code. A new attempt takes a new key.
    """

    code = "gateway.refused"

    def __init__(self, message: str, *, reason: str = "", mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.reason = reason


class CardDeclined(GatewayRefused):
    """The card was declined: nothing was charged; another card may do."""

    code = "gateway.card_declined"


class BalanceTooLow(RefusedForNow, GatewayRefused):
    """
    The balance does not cover it: nothing happened.

    The processor remembers this answer under the key: sent again after a top-up the same
    key gets the same refusal, so the next attempt takes a new one.
    """

    code = "gateway.balance_too_low"


class GatewayUncertain(Unanswered, DomainError):
    """
    Nobody knows whether it happened: send the same request under the same key, or look.

    Never take a new key for it.
    """

    code = "gateway.uncertain"

    def __init__(self, message: str, *, reason: str = "", mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.reason = reason


class GatewayBusy(NotNow, DomainError):
    """The processor takes no request now: send the same one under the same key later."""

    code = "gateway.busy"


class NotAnAmount(DomainError):
    """What was to be sent as an amount is none; nothing was sent."""

    code = "gateway.not_an_amount"
