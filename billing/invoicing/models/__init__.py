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
from billing.invoicing.models.upgrades import UPGRADE, PlanUpgrade

__all__ = [
    "UPGRADE",
    "Charge",
    "CheckoutSession",
    "CreditNote",
    "CreditNotePart",
    "DunningStep",
    "Invoice",
    "InvoiceLine",
    "Payment",
    "PlanUpgrade",
    "Refund",
    "SavedCard",
    "SplitPart",
]
