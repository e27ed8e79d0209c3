"""How long a number may leave, and by what; when one comes, and what is too long to wait."""

from datetime import date, datetime, time, timedelta

from kith.wall import zone_here

# As Ofcom's text-to-switch has it.
CODE_GOOD_FOR = timedelta(days=30)
# So long after its line ended a number can still be taken along; it rests for longer.
AFTER_THE_END = timedelta(days=30)

MOST_DAYS_AHEAD = timedelta(days=30)
ONE_DAY = timedelta(days=1)
# Our own step is one of minutes; an operator has one working day, by law in the EU, and we wait
# for a second before we call that too long.
SENDING_IS_LATE = timedelta(hours=4)
OPERATOR_IS_LATE_DAYS = 2
# Whoever moved, and did not say so, is looked for so often.
LOOKS_EVERY = timedelta(hours=1)
SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Say whether operators move numbers on a day: on weekdays. Holidays differ by town."""
    return day.weekday() < SATURDAY


def next_working_day(day: date) -> date:
    """Return the first working day after a day."""
    day += ONE_DAY
    while not is_working_day(day):
        day += ONE_DAY
    return day


def working_days_after(at: datetime, count: int) -> datetime:
    """Return the moment so many working days later, at the same time of day."""
    local = at.astimezone(zone_here())
    day = local.date()
    for _ in range(count):
        day = next_working_day(day)
    return datetime.combine(day, local.timetz())


def day_is_over(day: date) -> datetime:
    """Return when a day here ends."""
    return datetime.combine(day + ONE_DAY, time(), tzinfo=zone_here())
