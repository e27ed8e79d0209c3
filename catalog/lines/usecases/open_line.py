"""Put a line into service."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from catalog.lines.models import Line, LineEvent
from catalog.lines.periods import next_start
from kith.money import Money
from kith.wall import required_tenant


@dataclass(frozen=True)
class LineTerms:
    """What was sold: the offer as it stood when the order was placed."""

    offer_code: str
    offer_name: str
    base_code: str
    price: Money
    wholesale: Money
    tax_basis_points: int
    period: str
    allowances: dict


@transaction.atomic
def open_line(
    *,
    order_id: UUID,
    person_id: UUID,
    terms: LineTerms,
    e164: str,
    iccid: str,
    activation_code: str,
    network_reference: str,
    at: datetime,
) -> Line:
    """Open the line of an order; the same order again returns the line it opened."""
    started_on = at.astimezone(ZoneInfo(required_tenant().timezone)).date()
    line, is_new = Line.objects.get_or_create(
        order_id=order_id,
        defaults={
            "person_id": person_id,
            "offer_code": terms.offer_code,
            "offer_name": terms.offer_name,
            "base_code": terms.base_code,
            "price_minor": terms.price.minor,
            "wholesale_minor": terms.wholesale.minor,
            "tax_basis_points": terms.tax_basis_points,
            "currency": terms.price.currency,
            "period": terms.period,
            "allowances": terms.allowances,
            "e164": e164,
            "iccid": iccid,
            "activation_code": activation_code,
            "network_reference": network_reference,
            "activated_at": at,
            "started_on": started_on,
            "next_renewal_on": next_start(period=terms.period, anchor=started_on, after=started_on),
        },
    )
    if is_new:
        LineEvent.objects.create(line=line, what="opened", asked_at=at, done_at=at)
    return line
