"""What the payment processor answers, in Kith's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from kith.money import Money

EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Checkout:
    """
    A hosted page where somebody pays, or has a card kept.

    `url` is None once the page is closed; `payment_intent` is None until a card was tried;
    `saved_method` is the card that a page without a payment kept.
    """

    id: str
    url: str | None
    payment_intent: str | None
    status: str
    is_paid: bool
    amount: Money
    reference: str
    expires_at: datetime
    metadata: Mapping[str, str] = EMPTY
    saved_method: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can still be paid."""
        return self.status == "open"

    @property
    def is_expired(self) -> bool:
        """Whether it was closed without a payment."""
        return self.status == "expired"


@dataclass(frozen=True)
class PaymentAnswer:
    """A payment; the charge, its fee and net are None while nothing was charged."""

    id: str
    status: str
    amount: Money
    charge: str | None
    balance_transaction: str | None
    fee: Money | None
    net: Money | None
    refunded: Money
    card: str
    payment_method: str | None = None
    metadata: Mapping[str, str] = EMPTY
    # Why the last try was refused, in the processor's own code.
    failure: str = ""
    charged_at: datetime | None = None

    @property
    def is_paid(self) -> bool:
        """Whether the money was taken."""
        return self.status == "succeeded"


@dataclass(frozen=True)
class CardAnswer:
    """A card as the processor keeps it; `customer` is None once it is forgotten."""

    payment_method: str
    customer: str | None
    brand: str
    last4: str
    exp_month: int
    exp_year: int


@dataclass(frozen=True)
class RefundAnswer:
    """Money given back; a `failed` one never reached the payer."""

    id: str
    status: str
    amount: Money
    payment_intent: str | None
    charge: str | None
    balance_transaction: str | None
    created_at: datetime
    metadata: Mapping[str, str] = EMPTY
    # Why it failed, in the processor's own code.
    failure: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the money is on its way back."""
        return self.status == "succeeded"

    @property
    def is_failed(self) -> bool:
        """Whether the payer does not get it, even if it looked so before."""
        return self.status in ("failed", "canceled")


@dataclass(frozen=True)
class RecipientState:
    """Whether somebody can be paid, and what they still have to show."""

    account_id: str
    payouts_enabled: bool
    transfers_enabled: bool
    is_submitted: bool
    requirements: tuple[str, ...]
    disabled_reason: str
    country: str
    email: str


@dataclass(frozen=True)
class TransferAnswer:
    """Money sent to a recipient, and how much of it came back since."""

    id: str
    amount: Money
    reversed: Money
    account_id: str
    group: str
    metadata: Mapping[str, str]
    created_at: datetime
    balance_transaction: str | None


@dataclass(frozen=True)
class ReversalAnswer:
    """A transfer, or a part of it, taken back."""

    id: str
    transfer_id: str
    amount: Money
    balance_transaction: str | None
    metadata: Mapping[str, str]


@dataclass(frozen=True)
class BalanceEntry:
    """One movement on the processor's balance; `net` is the amount less the fee."""

    id: str
    kind: str
    category: str
    amount: Money
    fee: Money
    net: Money
    source: str | None
    # What our books name it by: the payment of a charge, else the source, else its own id.
    reference: str
    created_at: datetime
    available_at: datetime
    is_available: bool


@dataclass(frozen=True)
class Moved:
    """
    Money that moved between the platform and somebody, with the notes it was sent with.

    `kind` is payment, refund, transfer or reversal; `reference` is what our books name it by;
    `of` names the payment of a refund and the transfer of a reversal; `account` is where a
    transfer went. The amount is above zero, whichever way it went.
    """

    kind: str
    reference: str
    amount: Money
    made_at: datetime
    notes: Mapping[str, str] = EMPTY
    of: str = ""
    account: str = ""


@dataclass(frozen=True)
class DisputeAnswer:
    """A payment that the payer's bank takes back, or asks about, as it stands now."""

    id: str
    payment_intent: str | None
    amount: Money
    # The processor's own words: needs_response, under_review, won, lost, warning_..., prevented.
    status: str
    reason: str
    # Until when evidence is taken; none where the bank takes no answer.
    due_by: datetime | None
    submission_count: int
    evidence: Mapping[str, str]
    # What went, and what came back; the fee of each stands on it.
    movements: tuple[BalanceEntry, ...]
    created_at: datetime


@dataclass(frozen=True)
class PayoutAnswer:
    """Money on its way from a balance to its bank; one that was paid may still fail for days."""

    id: str
    amount: Money
    status: str
    failure_code: str
    failure: str
    created_at: datetime

    @property
    def is_failed(self) -> bool:
        """Whether the bank sent it back."""
        return self.status == "failed"


@dataclass(frozen=True)
class WebhookFact:
    """A signed event; `body` is all of it, as it was sent."""

    id: str
    type: str
    account: str | None
    livemode: bool
    api_version: str | None
    created_at: datetime
    object_id: str
    body: Mapping[str, Any] = field(repr=False)

    @property
    def subject(self) -> Mapping[str, Any]:
        """The thing the event is about, as it stood then."""
        thing: Mapping[str, Any] = self.body["data"]["object"]
        return thing
