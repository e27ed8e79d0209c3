"""Bill the next period of one line."""

from datetime import date, datetime
from uuid import UUID

from billing.invoicing.models import Invoice
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from catalog.lines.queries import line_card


def bill_renewal(
    *, line_id: UUID, period_start: date, period_end: date, at: datetime
) -> Invoice | None:
    """
    Bill one line's period once, and have it charged to the card that is kept for it.

    None where the line was ended before the period began: nobody pays for what is not served.
    """
    ends_on = line_card(line_id=line_id).ends_on
    if ends_on is not None and ends_on <= period_start:
        return None
    return bill_renewals(renewals=[Renewal(line_id, period_start, period_end, at)])[0]
