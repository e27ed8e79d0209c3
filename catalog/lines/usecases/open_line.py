"""Put a line into service."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.lines.models import Line, LineEvent
from catalog.lines.periods import next_start
from kith.money import Money
from kith.wall import day_here


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


@transaction.atomic(savepoint=False)
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
    place: int = 1,
) -> Line:
    """
    Open one line of an order; the same place again returns the line it opened.

    The first carries the plan's price and renewals, the others nothing.
    """
    # Who opens it holds its order.
    standing = Line.objects.filter(order_id=order_id, place=place)
    if standing.exists():
        return standing.get()
    is_first = place == 1
    started_on = day_here(at)
    renews_on = next_start(period=terms.period, anchor=started_on, after=started_on)
    line = Line.objects.create(
        order_id=order_id,
        place=place,
        person_id=person_id,
        offer_code=terms.offer_code,
        offer_name=terms.offer_name,
        base_code=terms.base_code,
        price_minor=terms.price.minor if is_first else 0,
        wholesale_minor=terms.wholesale.minor if is_first else 0,
        tax_basis_points=terms.tax_basis_points,
        currency=terms.price.currency,
        period=terms.period,
        allowances=terms.allowances,
        e164=e164,
        iccid=iccid,
        activation_code=activation_code,
        network_reference=network_reference,
        activated_at=at,
        started_on=started_on,
        next_renewal_on=renews_on if is_first else None,
    )
    LineEvent.objects.create(line=line, what="opened", asked_at=at, done_at=at)
    return line
