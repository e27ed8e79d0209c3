"""Bill the next period of one line."""

from datetime import date, datetime
from uuid import UUID

from billing.invoicing.models import Invoice
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals


def bill_renewal(*, line_id: UUID, period_start: date, period_end: date, at: datetime) -> Invoice:
    """Bill one line's period once, and have it charged to the card that is kept for it."""
    return bill_renewals(renewals=[Renewal(line_id, period_start, period_end, at)])[0]
