"""Say what went wrong at the processor in Kith's own words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import stripe

from billing.gateway.refusals import (
    BalanceTooLow,
    CardDeclined,
    GatewayBusy,
    GatewayRefused,
    GatewayUncertain,
)
from kith.errors import DomainError

BALANCE_CODES = ("balance_insufficient", "insufficient_funds")


@contextmanager
def translated() -> Iterator[None]:
    """Run a block of calls to the processor; every failure comes out as one of ours."""
    try:
        yield
    except stripe.StripeError as failure:
        raise refusal_of(failure) from failure


def refusal_of(failure: stripe.StripeError) -> DomainError:
    """Return the refusal that says what the caller may believe now."""
    words = failure.user_message or "The payment processor did not answer."
    # What is neither of these may have happened: a 5xx, a lost connection, a conflict.
    refusal: DomainError = GatewayUncertain(words, reason=_code(failure))
    match failure:
        case stripe.CardError():
            refusal = CardDeclined(
                words, reason=_decline(failure), mend="Try another card or another way to pay."
            )
        case stripe.RateLimitError():
            refusal = GatewayBusy(words)
        case stripe.AuthenticationError():
            # Nothing was done, and the fault is our key's, not the request's.
            refusal = GatewayBusy("The payment processor does not accept our key.")
        case stripe.IdempotencyError():
            # The key already means another request, and that one may have gone through.
            refusal = GatewayUncertain(words, reason="idempotency_error")
        case stripe.InvalidRequestError() if _code(failure) in BALANCE_CODES:
            refusal = BalanceTooLow(words, reason=_code(failure))
        case stripe.InvalidRequestError() | stripe.PermissionError():
            refusal = GatewayRefused(words, reason=_code(failure))
    return refusal


def _error(failure: stripe.StripeError) -> Any:
    body: Any = failure.json_body
    return body.get("error", {}) if isinstance(body, dict) else {}


def _code(failure: stripe.StripeError) -> str:
    # Some of the client's errors carry no code of their own though the answer had one.
    return str(_error(failure).get("code") or failure.code or "")


def _decline(failure: stripe.StripeError) -> str:
    return str(_error(failure).get("decline_code") or _code(failure))
