"""
What a larger plan costs for the rest of a paid period: pure arithmetic, exact to the cent.

ADR 0028 has the rule and its reasons.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from billing.gateway import least_payable
from catalog.lines.plans import Plan
from catalog.lines.queries import LineCard, running_period
from catalog.storefront.queries import OfferCard
from kith.errors import DomainError
from kith.money import Money
from kith.wall import day_here

# So long what was shown can be paid. A payment page has to be open for half an hour of it.
LIFE = timedelta(hours=1)
STILL_GOOD = timedelta(minutes=35)


class UpgradeLapsed(DomainError):
    """Too late to pay what was shown."""

    code = "plan.upgrade_lapsed"


def lapsed() -> UpgradeLapsed:
    """Return the refusal of what can no longer be paid."""
    return UpgradeLapsed(
        _("This amount is no longer good: nothing was charged."),
        mend=_("Choose the plan again to see what it costs now."),
    )


def extra_minor(*, old: int, new: int, days_left: int, days: int) -> int:
    """Return the larger price less the smaller for the days left, without any part of a cent."""
    return max(new - old, 0) * days_left // days


@dataclass(frozen=True)
class UpgradeQuote:
    """What a line's owner pays now to have a larger plan until their next period begins."""

    amount: Money
    wholesale: Money
    # The first day under it, and the first that is no longer paid.
    from_on: date
    until: date
    days_left: int
    days: int


def quote_of(line: LineCard, offer: OfferCard, *, at: datetime) -> UpgradeQuote | None:
    """
    Return what a larger plan costs from that moment on; None for a line without another period.

    The day itself is a day under the new plan. What is less than the processor takes costs nothing.
    """
    period = running_period(line_id=line.id)
    if period is None:
        return None
    (starts_on, until), today = period, day_here(at)
    days, days_left = (until - starts_on).days, (until - today).days
    span = {"days_left": max(days_left, 0), "days": days}
    currency = line.price.currency
    extra = extra_minor(old=line.price.minor, new=offer.price.minor, **span)
    wholesale = extra_minor(old=line.wholesale.minor, new=offer.wholesale.minor, **span)
    if extra < least_payable(currency).minor:
        extra = wholesale = 0
    return UpgradeQuote(
        amount=Money(extra, currency),
        wholesale=Money(wholesale, currency),
        from_on=today,
        until=until,
        **span,
    )


def plan_of_line(line: LineCard) -> Plan:
    """Return the plan that a line has."""
    return Plan(
        offer_code=line.offer_code,
        offer_name=line.offer_name,
        base_code=line.base_code,
        price_minor=line.price.minor,
        wholesale_minor=line.wholesale.minor,
        tax_basis_points=line.tax_basis_points,
        currency=line.price.currency,
        allowances=line.allowances,
    )
