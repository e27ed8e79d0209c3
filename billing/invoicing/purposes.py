"""What a charge and a refund are for, in words that a restored house would choose again."""

from __future__ import annotations

from billing.invoicing.models import Invoice
from kith.money import Money
from kith.wall import required_tenant


def charge_purpose(invoice: Invoice) -> str:
    """Name the charges of an invoice, whatever the try: the bill is paid once."""
    return f"charge:{required_tenant().uuid}:{invoice.key}"


def refund_purpose(invoice: Invoice, *, before: Money, amount: Money) -> str:
    """Name a refund by which part of what was paid it gives back: from here to there."""
    span = f"{before.minor}-{(before + amount).minor}"
    return f"refund:{required_tenant().uuid}:{invoice.key}:{span}"
