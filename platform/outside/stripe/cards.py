"""The usual test cards, and the tokens that stand for them."""

from dataclasses import dataclass
from typing import Any

DECLINED = "Your card was declined."
NO_FUNDS = "Your card has insufficient funds."


@dataclass(frozen=True)
class Card:
    """How one test card behaves."""

    number: str
    decline: str = ""
    message: str = ""
    asks_for_proof: bool = False
    # Saving it works, charging it does not: as when a card runs dry between two months.
    can_be_kept: bool = False
    # The payment goes through, and its payer's bank disputes it for these reasons.
    disputes: tuple[str, ...] = ()
    is_inquiry: bool = False
    # How a refund to it begins and how it ends, an hour later.
    refunds: tuple[str, str] = ("succeeded", "succeeded")
    exp_month: int = 12
    exp_year: int = 2034

    @property
    def brand(self) -> str:
        """The network that issued it."""
        return {"4": "visa", "5": "mastercard", "3": "amex"}.get(self.number[:1], "unknown")

    @property
    def fingerprint(self) -> str:
        """What is the same wherever the card is used."""
        return f"fp{self.number[-8:]}"

    @property
    def last4(self) -> str:
        """The digits a person may see."""
        return self.number[-4:]


CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242"),
        Card("5555555555554444"),
        Card("4000000000000002", "generic_decline", DECLINED),
        Card("4000000000009995", "insufficient_funds", NO_FUNDS),
        Card("4000002760003184", asks_for_proof=True),
        Card("4000000000000341", "generic_decline", DECLINED, can_be_kept=True),
        Card("4000008260003178", "insufficient_funds", NO_FUNDS, can_be_kept=True),
        Card("4000000000000259", disputes=("fraudulent",)),
        Card("4000000000002685", disputes=("product_not_received",)),
        Card("4000000000001976", disputes=("fraudulent",), is_inquiry=True),
        Card("4000000404000079", disputes=("fraudulent", "product_not_received")),
        Card("4000000000007726", refunds=("pending", "succeeded")),
        Card("4000000000005126", refunds=("succeeded", "failed")),
    )
}
TOKENS = {
    "pm_card_visa": "4242424242424242",
    "pm_card_mastercard": "5555555555554444",
    "pm_card_chargeDeclined": "4000000000000002",
    "pm_card_visa_chargeDeclined": "4000000000000002",
    "pm_card_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_visa_chargeDeclinedInsufficientFunds": "4000000000009995",
    "pm_card_authenticationRequired": "4000002760003184",
    "pm_card_chargeCustomerFail": "4000000000000341",
    "pm_card_createDispute": "4000000000000259",
    "pm_card_createDisputeProductNotReceived": "4000000000002685",
    "pm_card_createDisputeInquiry": "4000000000001976",
    "pm_card_createMultipleDisputes": "4000000404000079",
    "pm_card_pendingRefund": "4000000000007726",
    "pm_card_refundFail": "4000000000005126",
}


def card_of(number: str) -> Card:
    """Return the card of a number; one that is no test card is declined."""
    return CARDS.get(number) or Card(
        number, "test_mode_live_card", f"{DECLINED} This is not one of the test cards."
    )


def card_behind(charge: dict[str, Any]) -> Card:
    """Return the test card that a charge was made on."""
    fingerprint = charge["payment_method_details"]["card"]["fingerprint"]
    return next((one for one in CARDS.values() if one.fingerprint == fingerprint), Card(""))


def has_right_check_digit(number: str) -> bool:
    """Return whether the last digit fits the others, by Luhn's rule."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(digits)]
    return sum(doubled) % 10 == 0
