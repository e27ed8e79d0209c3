"""How long the pools keep a promise, and for whom."""

from datetime import timedelta

# An order that was not finished by then gives its number back.
RESERVATION = timedelta(hours=24)
# Nobody should get calls meant for the last holder of a number.
QUARANTINE = timedelta(days=90)
