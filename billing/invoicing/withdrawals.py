"""
What goes back to whoever withdraws from a contract: pure arithmetic, exact to the cent.

Directive 2011/83/EU, articles 9 and 14(3); `docs/withdrawal.md` has the rule and its examples.
"""

from __future__ import annotations

from datetime import date, timedelta

RIGHT = timedelta(days=14)
# What is paid once has no period: it counts as so many days.
PAID_ONCE = timedelta(days=30)
ONE_DAY = timedelta(days=1)
SATURDAY = 5


def last_day_to_withdraw(*, contract_on: date) -> date:
    """
    Return the last day of the right: the day of the contract does not count.

    One that falls on a weekend is moved to Monday (Regulation 1182/71, article 3(4)).
    """
    last = contract_on + RIGHT
    while last.weekday() >= SATURDAY:
        last += ONE_DAY
    return last


def unused_minor(*, paid_minor: int, starts_on: date | None, ends_on: date | None, on: date) -> int:
    """
    Return the part of a paid period that is not used when somebody withdraws on a day.

    The period ends before its last day. The day of activation and the day of withdrawal count as
    used; what was never activated, without a first day, goes back whole. A part of a cent is the
    customer's.
    """
    if starts_on is None:
        return paid_minor
    days = ((ends_on or starts_on + PAID_ONCE) - starts_on).days
    used = min(max((on - starts_on).days + 1, 0), days)
    return paid_minor - paid_minor * used // days
