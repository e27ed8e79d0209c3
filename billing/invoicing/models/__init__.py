"""What a customer owes and paid, by which card, and who gets what of every line."""

from billing.invoicing.models.bills import (
    CheckoutSession,
    CreditNote,
    CreditNotePart,
    Invoice,
    InvoiceLine,
    Payment,
    Refund,
    SplitPart,
)
from billing.invoicing.models.cards import Charge, SavedCard
from billing.invoicing.models.dunning import DunningStep

__all__ = [
    "Charge",
    "CheckoutSession",
    "CreditNote",
    "CreditNotePart",
    "DunningStep",
    "Invoice",
    "InvoiceLine",
    "Payment",
    "Refund",
    "SavedCard",
    "SplitPart",
]
