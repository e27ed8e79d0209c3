"""What happens to invoices, their payments, and the cards that pay them."""

from uuid import UUID

from kith.outbox import Event


class InvoiceIssued(Event, name="invoice.issued"):
    """A bill was made that no saved card pays: its customer is asked."""

    invoice_id: UUID


class InvoicePaid(Event, name="invoice.paid"):
    """An invoice is paid in full."""

    invoice_id: UUID
    person_id: UUID | None
    order_id: UUID | None
    line_id: UUID | None


class InvoiceRefunded(Event, name="invoice.refunded"):
    """Money went back for an invoice; `is_full` when all of it is back by now."""

    invoice_id: UUID
    credit_note_id: UUID
    order_id: UUID | None
    person_id: UUID | None
    is_full: bool


class RefundUndone(Event, name="refund.undone"):
    """A refund did not reach the customer after all: its invoice counts as paid again."""

    refund_id: UUID
    invoice_id: UUID
    # Whether the customer is owed the money: not where their own bank decided for us.
    is_owed: bool


class DisputeFelt(Event, name="dispute.felt"):
    """Shares of a disputed payment were held back, released or taken back: tell the seller."""

    dispute_id: str
    # `held`, `released` or `taken`.
    what: str


class RefundRequested(Event, name="refund.requested"):
    """Money is to go back for an invoice."""

    refund_id: UUID


class OverpaymentArrived(Event, name="payment.overpaid"):
    """A payment came that nothing asks for."""

    payment_reference: str
    tenant_id: UUID | None = None


class CardPageOpened(Event, name="card_page.opened"):
    """Somebody went to the processor's page to have a card kept."""

    person_id: UUID


class CardRemoved(Event, name="card.taken_off"):
    """A card is kept no longer."""

    card_id: UUID


class ChargeFrozen(Event, name="charge.frozen"):
    """An open invoice is to be charged to a saved card."""

    charge_id: UUID


class ChargeRefused(Event, name="charge.refused"):
    """A saved card did not pay."""

    charge_id: UUID


class ChargeDue(Event, name="charge.due"):
    """The day has come to try a refused invoice again."""

    invoice_id: UUID
    turn: int


class RefundDecided(Event, name="refund.decided"):
    """Finance answered a shop that had asked for a refund beyond its own word."""

    proposal_id: UUID


class UpgradeUndone(Event, name="plan_upgrade.undone"):
    """A larger plan that was paid for did not come; what was paid goes back."""

    upgrade_id: UUID


class DunningStepReached(Event, name="dunning.step_reached"):
    """A bill that nobody pays has come to the day of its next step."""

    step_id: int
