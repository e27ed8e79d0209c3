"""The usual test cards, and the tokens that stand for them."""

from dataclasses import dataclass

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
    exp_month: int = 12
    exp_year: int = 2034

    @property
    def brand(self) -> str:
        """The network that issued it."""
        return {"4": "visa", "5": "mastercard", "3": "amex"}.get(self.number[:1], "unknown")

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
}


def card_of(number: str) -> Card:
    """Return the card of a number; one that is no test card is declined."""
    return CARDS.get(number) or Card(
        number, "test_mode_live_card", f"{DECLINED} This is not one of the test cards."
    )


def has_right_check_digit(number: str) -> bool:
    """Return whether the last digit fits the others, by Luhn's rule."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [d if place % 2 == 0 else sum(divmod(2 * d, 10)) for place, d in enumerate(digits)]
    return sum(doubled) % 10 == 0
