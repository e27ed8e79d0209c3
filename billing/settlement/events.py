"""What the processor tells, and what happens to shares and payees."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from kith.money import Money
from kith.outbox import Event


class WebhookReceived(Event, name="webhook.received"):
    """A signed event of the processor lies in the inbox."""

    webhook_id: int


class PaymentSucceeded(Event, name="payment.succeeded"):
    """The payment of an order went through at the processor."""

    order_id: UUID
    payment_reference: str
    # When the processor says that it did: the news may be days late.
    paid_at: datetime | None = None


class InvoicePaymentReceived(Event, name="invoice.payment_received"):
    """The payment of an open invoice went through at the processor."""

    invoice_id: UUID
    payment_reference: str
    paid_at: datetime | None = None


class ChargeSucceeded(Event, name="charge.succeeded"):
    """The processor says that a saved card paid."""

    charge_id: UUID
    payment_reference: str
    paid_at: datetime | None = None


class DisputeMoved(Event, name="dispute.moved"):
    """The processor told something of a dispute: read it as it stands now."""

    dispute_id: str


class RefundsMoved(Event, name="refunds.moved"):
    """Something of this tenant's payment was given back, or did not arrive: read it."""

    payment_reference: str


class RunFrozen(Event, name="run.frozen"):
    """A settlement run was opened: who is paid what stands."""

    run_id: UUID


class RunReleased(Event, name="run.released"):
    """A settlement run has its approvals."""

    run_id: UUID


class TransferReleased(Event, name="transfer.released"):
    """One payment of a run may be sent."""

    transfer_id: UUID


class ReversalFrozen(Event, name="reversal.frozen"):
    """A part of a transfer is to come back."""

    reversal_id: UUID


class StatementIssued(Event, name="statement.issued"):
    """A payee has a new statement."""

    statement_id: UUID


class PayeeReady(Event, name="payee.ready"):
    """The processor pays this payee from now on."""

    payee_id: UUID


class PayoutPagesOpened(Event, name="payout_pages.opened"):
    """Somebody went to the processor's pages on which a payee's account is set."""

    payee_id: UUID


class NettingChosen(Event, name="netting.chosen"):
    """A payee said whether all shops are settled together."""

    consent_id: int


class PayeeUnreachable(Event, name="payee.unreachable"):
    """A payee who could be paid cannot be paid any more."""

    payee_id: UUID


class PayeeReminded(Event, name="payee.reminded"):
    """Staff asked somebody for what is missing before they can be paid."""

    person_id: UUID


class PayoutBounced(Event, name="payout.bounced"):
    """A payee's own bank sent a payout back."""

    payee_id: UUID


class PayoutArrived(Event, name="payout.arrived"):
    """A seller was paid by a statement; below zero, a part of a payout came back."""

    statement_id: UUID
    number: str
    amount: Money

    @classmethod
    def from_before(cls, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        return _with_money(kept, sign=1)


class DebtWaived(Event, name="debt.waived"):
    """A seller owes this no more."""

    statement_id: UUID
    number: str
    amount: Money

    @classmethod
    def from_before(cls, kept: Mapping[str, Any]) -> Mapping[str, Any]:
        return _with_money(kept, sign=-1)


def _with_money(kept: Mapping[str, Any], *, sign: int) -> Mapping[str, Any]:
    """Return a letter that kept the total of its statement as two members with one amount."""
    if "amount_minor" not in kept:
        return kept
    amount = {"minor": sign * kept["amount_minor"], "currency": kept["currency"]}
    return {**kept, "amount": amount}
