"""Lines in service."""

from datetime import datetime
from uuid import UUID, uuid4

from catalog.lines.models import Line
from catalog.lines.usecases.open_line import LineTerms, open_line
from kith.money import Money
from tests.clock import NOON


def some_terms(*, period: str = "month", price_minor: int = 1200) -> LineTerms:
    return LineTerms(
        offer_code="coast-10",
        offer_name="Coast 10",
        base_code="mobile-10",
        price=Money(price_minor, "EUR"),
        wholesale=Money(500, "EUR"),
        tax_basis_points=2100,
        period=period,
        allowances={"data_mb": 10240, "minutes": None, "texts": 100},
    )


def a_line(
    *,
    person_id: UUID | None = None,
    n: int = 0,
    period: str = "month",
    network_reference: str = "",
    order_id: UUID | None = None,
    at: datetime = NOON,
) -> Line:
    """Open a line without a network behind it; `n` gives it a number of its own."""
    return open_line(
        order_id=order_id or uuid4(),
        person_id=person_id or uuid4(),
        terms=some_terms(period=period),
        e164=f"+{34_622_000_000 + n}",
        iccid=f"89340799999{n:08d}",
        activation_code=f"LPA:1$smdp.kith.example$LINE-{n}",
        network_reference=network_reference,
        at=at,
    )


def a_plan(*, size: int = 3, person_id: UUID | None = None, at: datetime = NOON) -> list[Line]:
    """Open the lines of one plan without a network behind them."""
    order_id, person_id = uuid4(), person_id or uuid4()
    return [
        open_line(
            order_id=order_id,
            place=place,
            person_id=person_id,
            terms=some_terms(),
            e164=f"+{34_622_000_100 + place}",
            iccid=f"8934079999900001{place:04d}",
            activation_code=f"LPA:1$smdp.kith.example$PLAN-{place}",
            network_reference="",
            at=at,
        )
        for place in range(1, size + 1)
    ]
