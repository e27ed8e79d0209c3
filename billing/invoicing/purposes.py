"""What a bill, a charge and a refund are for, in words that a restored house would choose again."""

from __future__ import annotations

from uuid import UUID

from billing.invoicing.models import Invoice, PlanUpgrade
from kith.derived import derived_uuid
from kith.money import Money
from kith.wall import required_tenant


def bill_id_of(key: str) -> UUID:
    """Return the identity of this shop's bill of that key, written or not."""
    return derived_uuid("invoice", required_tenant().uuid, key)


def charge_purpose(bill: Invoice | PlanUpgrade) -> str:
    """Name the charges of a bill, whatever the try: it is paid once."""
    return f"charge:{required_tenant().uuid}:{bill.key}"


def refund_purpose(invoice: Invoice, *, before: Money, amount: Money) -> str:
    """Name a refund by which part of what was paid it gives back: from here to there."""
    span = f"{before.minor}-{(before + amount).minor}"
    return f"refund:{required_tenant().uuid}:{invoice.key}:{span}"
